SELECT
    TraceId AS traceId,
    toString(toUnixTimestamp64Nano(min(Timestamp))) AS startNano
FROM xray_segments
WHERE /* range: xray_segments */
GROUP BY TraceId
HAVING (min(Timestamp), TraceId) < (fromUnixTimestamp64Nano({afterNano:Int64}), {afterTraceId:String})
ORDER BY min(Timestamp) DESC, TraceId DESC
LIMIT {limit:UInt32}
