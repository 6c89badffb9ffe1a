SELECT
    /* columns: xray_segments AS segments */,
    toString(toUnixTimestamp64Nano(segments.Timestamp)) AS Timestamp,
    toString(segments.Duration) AS Duration
FROM
(
    SELECT *
    FROM xray_segments
    WHERE TraceId IN {traceIds:Array(String)}
    ORDER BY InProgress, Timestamp, SegmentId
    LIMIT 1 BY TraceId, SegmentId
) AS segments
ORDER BY segments.InProgress, segments.Timestamp, SegmentId
LIMIT {limit:UInt32} BY TraceId
