-- The side table has the times of each trace, so only the granules between the first and the last time of
-- these traces are read. Of a span that was sent more than once the ended row is read; spans of two services
-- or kinds that share an ID are both read.
WITH
    (
        SELECT (min(Start), max(End) + 1)
        FROM otel_traces_trace_id_ts
        WHERE TraceId IN {traceIds:Array(String)}
    ) AS bounds
SELECT
    /* columns: otel_traces AS spans */,
    toString(toUnixTimestamp64Nano(spans.Timestamp)) AS Timestamp,
    toString(spans.Duration) AS Duration,
    arrayMap(time -> toString(toUnixTimestamp64Nano(time)), spans.`Events.Timestamp`) AS `Events.Timestamp`
FROM
(
    SELECT *
    FROM otel_traces
    WHERE TraceId IN {traceIds:Array(String)}
      AND /* trace times: otel_traces */
    ORDER BY Duration DESC, StatusCode IN ('Unset', 'STATUS_CODE_UNSET'), length(SpanAttributes) DESC
    LIMIT 1 BY TraceId, SpanId, SpanKind, ServiceName
) AS spans
ORDER BY TraceId, spans.Timestamp, SpanId
LIMIT {limit:UInt32} BY TraceId
