CREATE MATERIALIZED VIEW IF NOT EXISTS console_service_minutes_mv TO console_service_minutes AS
SELECT
    toStartOfMinute(Timestamp) AS Minute,
    ServiceName,
    sumIf(SampleRate, CountedBefore = 0) AS Spans,
    sumIf(SampleRate, StatusCode IN ('Error', 'STATUS_CODE_ERROR') AND CountedBefore < 2) AS Errors,
    max(Timestamp) AS LastSeen
FROM otel_traces
GROUP BY Minute, ServiceName
