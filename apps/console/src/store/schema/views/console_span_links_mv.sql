CREATE MATERIALIZED VIEW IF NOT EXISTS console_span_links_mv TO console_span_links AS
SELECT LinkedTraceId, LinkedSpanId, Timestamp, TraceId, SpanId, ServiceName, SpanName
FROM otel_traces
ARRAY JOIN Links.TraceId AS LinkedTraceId, Links.SpanId AS LinkedSpanId
WHERE LinkedTraceId != ''
