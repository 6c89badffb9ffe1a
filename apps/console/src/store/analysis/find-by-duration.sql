SELECT traceId, toString(length) AS durationNano
FROM
(
    SELECT
        TraceId AS traceId,
        toUInt64(greatest(
            max(toUnixTimestamp64Nano(Timestamp) + toInt64(Duration))
                - min(toUnixTimestamp64Nano(Timestamp)), 0)) AS length
    FROM otel_traces
    WHERE Timestamp >= fromUnixTimestamp64Nano({from:Int64})
      AND Timestamp < fromUnixTimestamp64Nano({to:Int64})
      AND toStartOfFiveMinutes(Timestamp)
          >= toStartOfFiveMinutes(fromUnixTimestamp64Nano({from:Int64}))
      AND toStartOfFiveMinutes(Timestamp)
          <= toStartOfFiveMinutes(fromUnixTimestamp64Nano(least({to:Int64}, 4294967295000000000)))
      AND TraceId != ''
    GROUP BY TraceId
    HAVING countIf(/* condition */) > 0
       AND ({withoutErrors:Bool} = 0 OR countIf(StatusCode IN ('Error', 'STATUS_CODE_ERROR')) = 0)
)
WHERE {isFirst:Bool}
   OR if({longestFirst:Bool}, length < {afterDuration:UInt64}, length > {afterDuration:UInt64})
   OR (length = {afterDuration:UInt64} AND traceId > {afterTraceId:String})
ORDER BY if({longestFirst:Bool}, -toInt64(length), toInt64(length)), traceId
LIMIT {limit:UInt32}
