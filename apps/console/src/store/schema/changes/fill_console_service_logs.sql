-- As console_service_logs_mv.sql asks, of what was there before it.
INSERT INTO console_service_minutes (Minute, ServiceName, LogLines, LastSeen)
SELECT toStartOfMinute(Timestamp) AS Minute, ServiceName, count() AS LogLines, max(Timestamp) AS LastSeen
FROM otel_logs
WHERE ServiceName != '' AND (SELECT sum(LogLines) FROM console_service_minutes) = 0
GROUP BY Minute, ServiceName
SETTINGS max_partitions_per_insert_block = 0
