-- As console_span_links_mv.sql asks, of the spans that were there before it.
INSERT INTO console_span_links
SELECT LinkedTraceId, LinkedSpanId, Timestamp, TraceId, SpanId, ServiceName, SpanName
FROM otel_traces
ARRAY JOIN Links.TraceId AS LinkedTraceId, Links.SpanId AS LinkedSpanId
PREWHERE notEmpty(Links.TraceId)
WHERE LinkedTraceId != '' AND (SELECT count() FROM console_span_links) = 0
SETTINGS max_partitions_per_insert_block = 0
