-- A span that an exporter sent again is there twice.
SELECT
    LinkedSpanId AS spanId,
    TraceId AS fromTraceId,
    SpanId AS fromSpanId,
    ServiceName AS service,
    SpanName AS operation,
    toString(toUnixTimestamp64Nano(Timestamp)) AS startUnixNano
FROM console_span_links
WHERE LinkedTraceId = {traceId:String} AND TraceId != LinkedTraceId
ORDER BY Timestamp, SpanId, LinkedSpanId
LIMIT 1 BY TraceId, SpanId, LinkedSpanId
LIMIT {limit:UInt32}
