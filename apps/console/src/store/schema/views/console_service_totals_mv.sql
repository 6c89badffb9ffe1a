-- Aggregates the minutes of another view, which are far fewer than the spans.
CREATE MATERIALIZED VIEW IF NOT EXISTS console_service_totals_mv TO console_service_totals AS
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
