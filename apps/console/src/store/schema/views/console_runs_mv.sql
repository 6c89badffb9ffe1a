CREATE MATERIALIZED VIEW IF NOT EXISTS console_runs_mv TO console_runs AS
SELECT
    toStartOfMinute(Timestamp) AS Minute,
    ServiceName,
    ResourceAttributes['service.instance.id'] AS InstanceId,
    anyLast(ResourceAttributes) AS Resource,
    countIf(CountedBefore = 0) AS Spans,
    sumIf(
        SampleRate,
        SpanKind IN ('Server', 'Consumer', 'SPAN_KIND_SERVER', 'SPAN_KIND_CONSUMER')
            AND CountedBefore = 0
    ) AS Requests,
    sumIf(
        SampleRate,
        SpanKind IN ('Server', 'Consumer', 'SPAN_KIND_SERVER', 'SPAN_KIND_CONSUMER')
            AND StatusCode IN ('Error', 'STATUS_CODE_ERROR')
            AND CountedBefore < 2
    ) AS Errors,
    maxIf(
        SampleRate,
        SpanKind IN ('Server', 'Consumer', 'SPAN_KIND_SERVER', 'SPAN_KIND_CONSUMER')
    ) AS MaxSampleRate,
    min(Timestamp) AS FirstSeen,
    max(Timestamp) AS LastSeen
FROM otel_traces
WHERE InstanceId != ''
GROUP BY Minute, ServiceName, InstanceId
