INSERT INTO console_service_minutes (Minute, ServiceName, Spans, Errors, LastSeen)
SELECT Minute, ServiceName, sum(Spans), sum(Errors), max(LastSeen)
FROM console_operations
WHERE (SELECT count() FROM console_service_minutes) = 0
GROUP BY Minute, ServiceName
SETTINGS max_partitions_per_insert_block = 0
