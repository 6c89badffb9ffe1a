-- Number of rows and spans of a range, up to a limit: decides which figures are exact.
SELECT toUInt32(count()) AS rowCount, toUInt32(uniqExact(TraceId, SpanId, SpanKind, ServiceName)) AS spanCount
FROM
(
    SELECT TraceId, SpanId, SpanKind, ServiceName
    FROM otel_traces
    WHERE /* range: otel_traces */
    LIMIT {limit:UInt32}
)
