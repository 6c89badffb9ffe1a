SELECT
    /* columns: xray_segments AS segments */,
    toString(toUnixTimestamp64Nano(segments.Timestamp)) AS Timestamp,
    toString(segments.Duration) AS Duration
FROM xray_segments AS segments
WHERE segments.TraceId IN {traceIds:Array(String)}
ORDER BY segments.InProgress, segments.Timestamp, SegmentId
LIMIT 1 BY TraceId, SegmentId
LIMIT {limit:UInt32}
