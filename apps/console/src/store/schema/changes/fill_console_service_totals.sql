INSERT INTO console_service_totals (ServiceName, Day, Spans, Errors, LastSeen)
SELECT ServiceName, toDate(Minute) AS Day, sum(Spans), sum(Errors), max(LastSeen)
FROM console_service_minutes
WHERE (SELECT count() FROM console_service_totals) = 0
GROUP BY ServiceName, Day
