-- One row per trace and service: adding these up in SQL takes longer to plan than to read. Spans that were
-- sent more than once count once.
WITH
    (
        SELECT (min(Start), max(End) + 1)
        FROM otel_traces_trace_id_ts
        WHERE TraceId IN {traceIds:Array(String)}
    ) AS bounds,
    SpanAttributes.keys AS keys,
    SpanAttributes.values AS attributes
SELECT
    TraceId AS traceId,
    ServiceName AS service,
    toUInt32(uniqExact(SpanId, SpanKind)) AS spanCount,
    toUInt32(uniqExactIf((SpanId, SpanKind), /* is error */)) AS errorCount,
    toString(min(toUnixTimestamp64Nano(Timestamp))) AS startNano,
    toString(max(toUnixTimestamp64Nano(Timestamp) + toInt64(Duration))) AS endNano,
    toBool(tupleElement(min((ParentSpanId != '', Timestamp, -toInt64(Duration))) AS firstRank, 1)) AS firstIsChild,
    toString(toUnixTimestamp64Nano(tupleElement(firstRank, 2))) AS firstNano,
    toString(-tupleElement(firstRank, 3)) AS firstDurationNano,
    argMin(SpanName, (ParentSpanId != '', Timestamp, -toInt64(Duration))) AS firstOperation,
    argMin(
        firstNonDefault(attributes[indexOf(keys, 'http.response.status_code')], attributes[indexOf(keys, 'http.status_code')]),
        (ParentSpanId != '', Timestamp, -toInt64(Duration))) AS firstStatusCode,
    substringUTF8(argMin(
        firstNonDefault(
            concat(
                firstNonDefault(attributes[indexOf(keys, 'server.address')], attributes[indexOf(keys, 'http.host')]),
                firstNonDefault(attributes[indexOf(keys, 'url.path')], attributes[indexOf(keys, 'http.target')])),
            attributes[indexOf(keys, 'url.full')],
            attributes[indexOf(keys, 'http.url')],
            attributes[indexOf(keys, 'db.query.text')],
            attributes[indexOf(keys, 'db.statement')]),
        (ParentSpanId != '', Timestamp, -toInt64(Duration))), 1, 200) AS firstTarget,
    toString(maxIf(
        toUnixTimestamp64Nano(Timestamp),
        toUnixTimestamp64Nano(Timestamp) >= {from:Int64}
            AND toUnixTimestamp64Nano(Timestamp) < {to:Int64}
            AND /* condition */
    )) AS lastMatchNano
FROM otel_traces
WHERE TraceId IN {traceIds:Array(String)}
  AND /* trace times: otel_traces */
GROUP BY TraceId, ServiceName
