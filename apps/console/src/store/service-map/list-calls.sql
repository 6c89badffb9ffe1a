-- First calls that another service answered, by the span of the one that answered; then calls that
-- no service here answered, by the caller's span and what it says of the other side.
WITH
    spans AS
    (
        SELECT
            TraceId, SpanId, ParentSpanId, SpanKind, ServiceName, Duration,
            StatusCode IN ('Error', 'STATUS_CODE_ERROR') AS isError,
            greatest(toUInt64OrZero(SpanAttributes['SampleRate']), 1) AS weight,
            multiIf(
                SpanAttributes['db.system.name'] != '', SpanAttributes['db.system.name'],
                SpanAttributes['db.system'] != '', SpanAttributes['db.system'],
                SpanAttributes['messaging.system'] != '', SpanAttributes['messaging.system'],
                SpanAttributes['peer.service'] != '', SpanAttributes['peer.service'],
                SpanAttributes['server.address']) AS peer
        FROM otel_traces
        WHERE Timestamp >= fromUnixTimestamp64Nano({from:Int64})
          AND Timestamp < fromUnixTimestamp64Nano({to:Int64})
    ),
    answered AS
    (
        SELECT
            callers.ServiceName AS caller, callees.ServiceName AS callee, callees.Duration AS length,
            callees.isError AS isError, callees.weight AS weight, callers.TraceId AS traceId,
            callers.SpanId AS spanId
        FROM spans AS callees
        INNER JOIN spans AS callers
            ON callers.TraceId = callees.TraceId AND callers.SpanId = callees.ParentSpanId
        WHERE callers.ServiceName != callees.ServiceName
    )
SELECT
    caller, callee, isService,
    toFloat64(sum(weight)) AS count,
    toFloat64(sumIf(weight, isError)) AS errorCount,
    toString(quantileExactWeighted(0.5)(length, weight)) AS p50Nano,
    toString(quantileExactWeighted(0.95)(length, weight)) AS p95Nano
FROM
(
    SELECT caller, callee, true AS isService, length, isError, weight FROM answered
    UNION ALL
    SELECT ServiceName, peer, false, Duration, isError, weight
    FROM spans
    WHERE SpanKind IN ('Client', 'Producer', 'SPAN_KIND_CLIENT', 'SPAN_KIND_PRODUCER')
      AND peer != ''
      AND (TraceId, SpanId) NOT IN (SELECT traceId, spanId FROM answered)
)
GROUP BY caller, callee, isService
ORDER BY count DESC, caller, callee
LIMIT {limit:UInt32}
