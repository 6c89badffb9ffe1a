-- The side table tells when the trace was, so that only those moments are read.
WITH
    (
        SELECT (min(Start), max(End) + 1)
        FROM otel_traces_trace_id_ts
        WHERE TraceId = {traceId:String}
    ) AS bounds
SELECT
    toString(toUnixTimestamp64Nano(Timestamp)) AS Timestamp,
    TraceId,
    SpanId,
    ParentSpanId,
    TraceState,
    SpanName,
    SpanKind,
    ServiceName,
    ResourceAttributes,
    ScopeName,
    ScopeVersion,
    SpanAttributes,
    toString(Duration) AS Duration,
    StatusCode,
    StatusMessage,
    arrayMap(time -> toString(toUnixTimestamp64Nano(time)), Events.Timestamp) AS `Events.Timestamp`,
    Events.Name,
    Events.Attributes,
    Links.TraceId,
    Links.SpanId,
    Links.TraceState,
    Links.Attributes
FROM otel_traces AS spans
WHERE spans.TraceId = {traceId:String}
  AND spans.Timestamp >= tupleElement(bounds, 1)
  AND spans.Timestamp <= tupleElement(bounds, 2)
  AND toStartOfFiveMinutes(spans.Timestamp) >= toStartOfFiveMinutes(tupleElement(bounds, 1))
  AND toStartOfFiveMinutes(spans.Timestamp) <= toStartOfFiveMinutes(tupleElement(bounds, 2))
ORDER BY spans.Timestamp, SpanId
LIMIT 1 BY SpanId
LIMIT {limit:UInt32}
