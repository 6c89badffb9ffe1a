CREATE MATERIALIZED VIEW IF NOT EXISTS console_service_segments_mv TO console_service_minutes AS
SELECT toStartOfMinute(Timestamp) AS Minute, ServiceName, countIf(NOT InProgress) AS Segments, max(Timestamp) AS LastSeen
FROM xray_segments
WHERE ServiceName != '' AND NOT IsSubsegment
GROUP BY Minute, ServiceName
