CREATE MATERIALIZED VIEW IF NOT EXISTS console_service_minutes_mv TO console_service_minutes AS
SELECT
    toStartOfMinute(Timestamp) AS Minute,
    ServiceName,
    sum(SampleRate) AS Spans,
    sumIf(SampleRate, StatusCode IN ('Error', 'STATUS_CODE_ERROR')) AS Errors,
    max(Timestamp) AS LastSeen
FROM otel_traces
GROUP BY Minute, ServiceName
