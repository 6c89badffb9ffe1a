ALTER TABLE console_service_totals_mv MODIFY QUERY
SELECT
    ServiceName,
    toDate(Minute) AS Day,
    sum(Spans) AS Spans,
    sum(Errors) AS Errors,
    sum(Segments) AS Segments,
    sum(LogLines) AS LogLines,
    sum(Items) AS Items,
    max(LastSeen) AS LastSeen
FROM console_service_minutes
GROUP BY ServiceName, Day
