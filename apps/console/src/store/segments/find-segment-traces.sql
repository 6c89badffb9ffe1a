SELECT
    TraceId AS traceId,
    toString(toUnixTimestamp64Nano(min(Timestamp))) AS startNano
FROM xray_segments
WHERE Timestamp >= fromUnixTimestamp64Nano({from:Int64})
  AND Timestamp < fromUnixTimestamp64Nano({to:Int64})
GROUP BY TraceId
HAVING (min(Timestamp), TraceId) < (fromUnixTimestamp64Nano({afterNano:Int64}), {afterTraceId:String})
ORDER BY min(Timestamp) DESC, TraceId DESC
LIMIT {limit:UInt32}
