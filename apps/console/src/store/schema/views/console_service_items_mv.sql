CREATE MATERIALIZED VIEW IF NOT EXISTS console_service_items_mv TO console_service_minutes AS
SELECT toStartOfMinute(Timestamp) AS Minute, ServiceName, count() AS Items, max(Timestamp) AS LastSeen
FROM rollbar_items
WHERE ServiceName != ''
GROUP BY Minute, ServiceName
