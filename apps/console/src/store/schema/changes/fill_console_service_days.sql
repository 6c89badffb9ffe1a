INSERT INTO console_service_days
SELECT ServiceName, sum(Spans), sum(Errors), max(LastSeen)
FROM console_service_minutes
WHERE (SELECT count() FROM console_service_days) = 0
GROUP BY toDate(Minute), ServiceName
SETTINGS max_partitions_per_insert_block = 0
