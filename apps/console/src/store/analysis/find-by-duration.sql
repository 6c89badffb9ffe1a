-- The duration of a trace is that of its root; without one, from its first start to its last end.
SELECT traceId, toString(length) AS durationNano
FROM
(
    SELECT
        TraceId AS traceId,
        toUInt64(if(
            min(ParentSpanId != '') = 0,
            argMin(Duration, (ParentSpanId != '', Timestamp, -toInt64(Duration))),
            greatest(
                max(toUnixTimestamp64Nano(Timestamp) + toInt64(Duration))
                    - min(toUnixTimestamp64Nano(Timestamp)), 0))) AS length
    FROM otel_traces
    WHERE /* range: otel_traces */
      AND TraceId != ''
    GROUP BY TraceId
    HAVING countIf(/* condition */) > 0
       AND ({withoutErrors:Bool} = 0 OR countIf(/* is error */) = 0)
)
WHERE {isFirst:Bool}
   OR if({longestFirst:Bool}, length < {afterDuration:UInt64}, length > {afterDuration:UInt64})
   OR (length = {afterDuration:UInt64} AND traceId > {afterTraceId:String})
ORDER BY if({longestFirst:Bool}, -toInt64(length), toInt64(length)), traceId
LIMIT {limit:UInt32}
