-- A row of each trace and service; to add them up here as well would take longer to plan than to read.
-- Spans may be there twice, because exporters send again what was not acknowledged in time.
WITH
    (
        SELECT (min(Start), max(End) + 1)
        FROM otel_traces_trace_id_ts
        WHERE TraceId IN {traceIds:Array(String)}
    ) AS bounds
SELECT
    TraceId AS traceId,
    ServiceName AS service,
    toUInt32(uniqExact(SpanId)) AS spanCount,
    toUInt32(uniqExactIf(SpanId, StatusCode IN ('Error', 'STATUS_CODE_ERROR'))) AS errorCount,
    toString(min(toUnixTimestamp64Nano(Timestamp))) AS startNano,
    toString(max(toUnixTimestamp64Nano(Timestamp) + toInt64(Duration))) AS endNano,
    toBool(tupleElement(min((ParentSpanId != '', Timestamp)) AS firstRank, 1)) AS firstIsChild,
    toString(toUnixTimestamp64Nano(tupleElement(firstRank, 2))) AS firstNano,
    argMin(SpanName, (ParentSpanId != '', Timestamp)) AS firstOperation,
    argMin(
        firstNonDefault(SpanAttributes['http.response.status_code'], SpanAttributes['http.status_code']),
        (ParentSpanId != '', Timestamp)) AS firstStatusCode,
    substringUTF8(argMin(
        firstNonDefault(
            concat(
                firstNonDefault(SpanAttributes['server.address'], SpanAttributes['http.host']),
                firstNonDefault(SpanAttributes['url.path'], SpanAttributes['http.target'])),
            SpanAttributes['url.full'],
            SpanAttributes['http.url'],
            SpanAttributes['db.query.text'],
            SpanAttributes['db.statement']),
        (ParentSpanId != '', Timestamp)), 1, 200) AS firstTarget,
    toString(maxIf(
        toUnixTimestamp64Nano(Timestamp),
        Timestamp >= fromUnixTimestamp64Nano({from:Int64})
            AND Timestamp < fromUnixTimestamp64Nano({to:Int64})
            AND /* condition */
    )) AS lastMatchNano
FROM otel_traces
WHERE TraceId IN {traceIds:Array(String)}
  AND Timestamp >= tupleElement(bounds, 1)
  AND Timestamp <= tupleElement(bounds, 2)
  AND toStartOfFiveMinutes(Timestamp) >= toStartOfFiveMinutes(tupleElement(bounds, 1))
  AND toStartOfFiveMinutes(Timestamp) <= toStartOfFiveMinutes(tupleElement(bounds, 2))
GROUP BY TraceId, ServiceName
