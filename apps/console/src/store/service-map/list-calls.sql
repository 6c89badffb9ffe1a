-- Calls from service to service, by the span of the one that answered; and calls that no service here
-- answered, by the caller's span and what it says of the other side. Each side is read once.
WITH
    callers AS
    (
        SELECT
            TraceId, SpanId, ServiceName, Duration,
            SpanKind IN ('Client', 'Producer', 'SPAN_KIND_CLIENT', 'SPAN_KIND_PRODUCER') AS isCall,
            StatusCode IN ('Error', 'STATUS_CODE_ERROR') AS isError,
            SampleRate AS weight,
            multiIf(
                SpanAttributes['db.system.name'] != '', SpanAttributes['db.system.name'],
                SpanAttributes['db.system'] != '', SpanAttributes['db.system'],
                SpanAttributes['messaging.system'] != '', SpanAttributes['messaging.system'],
                SpanAttributes['peer.service'] != '', SpanAttributes['peer.service'],
                SpanAttributes['server.address']) AS peer
        FROM otel_traces
        WHERE Timestamp >= fromUnixTimestamp64Nano({from:Int64})
          AND Timestamp < fromUnixTimestamp64Nano({to:Int64})
          AND toStartOfFiveMinutes(Timestamp)
              >= toStartOfFiveMinutes(fromUnixTimestamp64Nano({from:Int64}))
          AND toStartOfFiveMinutes(Timestamp)
              <= toStartOfFiveMinutes(fromUnixTimestamp64Nano(least({to:Int64}, 4294967295000000000)))
    ),
    callees AS
    (
        SELECT
            TraceId, ParentSpanId, ServiceName, Duration,
            StatusCode IN ('Error', 'STATUS_CODE_ERROR') AS isError,
            SampleRate AS weight
        FROM otel_traces
        WHERE Timestamp >= fromUnixTimestamp64Nano({from:Int64})
          AND Timestamp < fromUnixTimestamp64Nano({to:Int64})
          AND toStartOfFiveMinutes(Timestamp)
              >= toStartOfFiveMinutes(fromUnixTimestamp64Nano({from:Int64}))
          AND toStartOfFiveMinutes(Timestamp)
              <= toStartOfFiveMinutes(fromUnixTimestamp64Nano(least({to:Int64}, 4294967295000000000)))
          AND ParentSpanId != ''
          AND SpanKind IN ('Server', 'Consumer', 'SPAN_KIND_SERVER', 'SPAN_KIND_CONSUMER')
    )
SELECT
    caller, callee, isService,
    toFloat64(sum(weight)) AS count,
    toFloat64(sumIf(weight, isError)) AS errorCount,
    toString(quantileExactWeighted(0.5)(length, weight)) AS p50Nano,
    toString(quantileExactWeighted(0.95)(length, weight)) AS p95Nano
FROM
(
    SELECT
        callers.ServiceName AS caller,
        toBool(callees.ServiceName != '') AS isService,
        if(isService, callees.ServiceName, callers.peer) AS callee,
        if(isService, callees.Duration, callers.Duration) AS length,
        if(isService, callees.isError, callers.isError) AS isError,
        if(isService, callees.weight, callers.weight) AS weight
    FROM callers
    LEFT JOIN callees ON callees.TraceId = callers.TraceId AND callees.ParentSpanId = callers.SpanId
    WHERE if(isService, callee != caller, callers.isCall AND callee != '')
)
GROUP BY caller, callee, isService
ORDER BY count DESC, caller, callee
LIMIT {limit:UInt32}
