CREATE MATERIALIZED VIEW IF NOT EXISTS console_service_days_mv TO console_service_days AS
SELECT
    ServiceName,
    count() AS Spans,
    countIf(StatusCode IN ('Error', 'STATUS_CODE_ERROR')) AS Errors,
    max(Timestamp) AS LastSeen
FROM otel_traces
GROUP BY toDate(Timestamp), ServiceName
