-- As console_service_segments_mv.sql asks, of what was there before it.
INSERT INTO console_service_minutes (Minute, ServiceName, Segments, LastSeen)
SELECT toStartOfMinute(Timestamp) AS Minute, ServiceName, countIf(NOT InProgress) AS Segments, max(Timestamp) AS LastSeen
FROM xray_segments
WHERE ServiceName != '' AND NOT IsSubsegment AND (SELECT sum(Segments) FROM console_service_minutes) = 0
GROUP BY Minute, ServiceName
SETTINGS max_partitions_per_insert_block = 0
