-- The duration of a trace is that of its root; without one, from its first start to its last end. Of several
-- roots it is the first: the start, and then the complement of the duration, are one number, because the minimum
-- of a tuple takes twice the time of the whole query.
SELECT traceId, toString(length) AS durationNano
FROM
(
    SELECT
        TraceId AS traceId,
        minIf(
            bitShiftLeft(toUInt128(toUnixTimestamp64Nano(Timestamp)), 64) + bitNot(Duration),
            ParentSpanId = '') AS firstRoot,
        if(
            countIf(ParentSpanId = '') > 0,
            bitNot(toUInt64(firstRoot)),
            toUInt64(greatest(
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
