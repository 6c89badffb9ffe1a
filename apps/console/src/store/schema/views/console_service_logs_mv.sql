CREATE MATERIALIZED VIEW IF NOT EXISTS console_service_logs_mv TO console_service_minutes AS
SELECT toStartOfMinute(Timestamp) AS Minute, ServiceName, count() AS LogLines, max(Timestamp) AS LastSeen
FROM otel_logs
WHERE ServiceName != ''
GROUP BY Minute, ServiceName
