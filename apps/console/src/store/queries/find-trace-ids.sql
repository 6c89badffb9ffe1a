-- PREWHERE evaluates the condition before the time, which the sort key has narrowed already.
SELECT
    TraceId AS traceId,
    toString(toUnixTimestamp64Nano(max(Timestamp) AS LastMatch)) AS lastMatchNano,
    tupleElement(argMin((ServiceName, SpanName), Timestamp) AS firstMatch, 1) AS service,
    tupleElement(firstMatch, 2) AS operation
FROM otel_traces
PREWHERE /* condition */
WHERE /* range: otel_traces */
  AND TraceId != ''
GROUP BY TraceId
HAVING {after:Int64} = 0
    OR LastMatch < fromUnixTimestamp64Nano({after:Int64})
    OR (LastMatch = fromUnixTimestamp64Nano({after:Int64}) AND TraceId > {afterTraceId:String})
ORDER BY LastMatch DESC, TraceId
LIMIT {limit:UInt32}
