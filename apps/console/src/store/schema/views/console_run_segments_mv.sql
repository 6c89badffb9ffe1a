CREATE MATERIALIZED VIEW IF NOT EXISTS console_run_segments_mv TO console_run_signals AS
SELECT
    toStartOfMinute(Timestamp) AS Minute,
    ServiceName,
    InstanceId,
    max(JSONExtractString(Service, 'version')) AS Version,
    countIf(NOT InProgress AND NOT IsSubsegment) AS Segments,
    min(Timestamp) AS FirstSeen,
    max(Timestamp) AS LastSeen
FROM xray_segments
WHERE InstanceId != ''
GROUP BY Minute, ServiceName, InstanceId
