CREATE MATERIALIZED VIEW IF NOT EXISTS console_operations_mv TO console_operations AS
SELECT
    toStartOfMinute(Timestamp) AS Minute,
    ServiceName,
    SpanName,
    SpanKind,
    count() AS Spans,
    countIf(StatusCode IN ('Error', 'STATUS_CODE_ERROR')) AS Errors,
    max(Timestamp) AS LastSeen
FROM otel_traces
GROUP BY Minute, ServiceName, SpanName, SpanKind
