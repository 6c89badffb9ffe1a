CREATE MATERIALIZED VIEW IF NOT EXISTS console_span_names_mv TO console_span_names AS
SELECT toStartOfDay(Timestamp) AS Day, ServiceName, SpanName, SpanKind
FROM otel_traces
GROUP BY Day, ServiceName, SpanName, SpanKind
