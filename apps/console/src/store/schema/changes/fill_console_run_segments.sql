-- As console_run_segments_mv.sql asks, of the segments that were there before it.
INSERT INTO console_run_signals
    (Minute, ServiceName, InstanceId, Version, Segments, FirstSeen, LastSeen)
SELECT
    toStartOfMinute(Timestamp) AS Minute,
    ServiceName,
    InstanceId,
    max(JSONExtractString(Service, 'version')) AS Version,
    countIf(NOT InProgress) AS Segments,
    min(Timestamp) AS FirstSeen,
    max(Timestamp) AS LastSeen
FROM xray_segments
WHERE InstanceId != '' AND (SELECT sum(Segments) FROM console_run_signals) = 0
GROUP BY Minute, ServiceName, InstanceId
SETTINGS max_partitions_per_insert_block = 0
