-- As console_runs_mv.sql asks, of the spans that were there before it.
INSERT INTO console_runs
SELECT
    toStartOfMinute(Timestamp) AS Minute,
    ServiceName,
    ResourceAttributes['service.instance.id'] AS InstanceId,
    anyLast(ResourceAttributes) AS Resource,
    count() AS Spans,
    sumIf(
        greatest(toUInt64OrZero(SpanAttributes['SampleRate']), 1),
        SpanKind IN ('Server', 'Consumer', 'SPAN_KIND_SERVER', 'SPAN_KIND_CONSUMER')
    ) AS Requests,
    sumIf(
        greatest(toUInt64OrZero(SpanAttributes['SampleRate']), 1),
        SpanKind IN ('Server', 'Consumer', 'SPAN_KIND_SERVER', 'SPAN_KIND_CONSUMER')
            AND StatusCode IN ('Error', 'STATUS_CODE_ERROR')
    ) AS Errors,
    min(Timestamp) AS FirstSeen,
    max(Timestamp) AS LastSeen
FROM otel_traces
WHERE InstanceId != '' AND (SELECT count() FROM console_runs) = 0
GROUP BY Minute, ServiceName, InstanceId
SETTINGS max_partitions_per_insert_block = 0
