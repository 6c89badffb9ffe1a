WITH
    (
        SELECT (min(Start), max(End) + 1)
        FROM otel_traces_trace_id_ts
        WHERE TraceId IN {traceIds:Array(String)}
    ) AS bounds
SELECT TraceId AS traceId, toUInt32(count()) AS spanCount
FROM otel_traces
WHERE TraceId IN {traceIds:Array(String)}
  AND /* trace times: otel_traces */
GROUP BY TraceId
