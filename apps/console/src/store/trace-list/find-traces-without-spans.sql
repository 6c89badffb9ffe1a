-- Spans of a trace that began a day before its lines, or after them, still count as arrived.
SELECT traceId, toString(toUnixTimestamp64Nano(max(last) AS LastMatch)) AS lastMatchNano
FROM
(
    SELECT TraceId AS traceId, max(Timestamp) AS last, countIf(SeverityNumber >= 17) AS errors
    FROM otel_logs
    WHERE /* range: otel_logs */
      AND TraceId != ''
      AND /* service */
      AND /* run: otel_logs */
    GROUP BY TraceId
    UNION ALL
    SELECT TraceId AS traceId, max(Timestamp) AS last, count() AS errors
    FROM rollbar_items
    WHERE /* range: rollbar_items */
      AND TraceId != ''
      AND /* service */
      AND /* run: rollbar_items */
    GROUP BY TraceId
    UNION ALL
    SELECT TraceId AS traceId, max(Timestamp) AS last, countIf(Error OR Fault OR Throttle) AS errors
    FROM xray_segments
    WHERE /* range: xray_segments */
      AND TraceId != ''
      AND /* service */
      AND /* run: xray_segments */
    GROUP BY TraceId
)
WHERE cityHash64(traceId) NOT IN
(
    -- A set of numbers takes half of the time of a set of IDs.
    SELECT cityHash64(TraceId)
    FROM otel_traces_trace_id_ts
    WHERE Start >= fromUnixTimestamp64Nano({from:Int64}) - INTERVAL 1 DAY
      AND Start < fromUnixTimestamp64Nano({to:Int64}) + INTERVAL 1 DAY
)
GROUP BY traceId
HAVING ({after:Int64} = 0
        OR LastMatch < fromUnixTimestamp64Nano({after:Int64})
        OR (LastMatch = fromUnixTimestamp64Nano({after:Int64}) AND traceId > {afterTraceId:String}))
   AND ({status:String} = '' OR ({status:String} = 'error') = (sum(errors) > 0))
ORDER BY LastMatch DESC, traceId
LIMIT {limit:UInt32}
