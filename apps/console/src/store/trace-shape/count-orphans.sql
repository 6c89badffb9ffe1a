WITH
    (
        SELECT (min(Start), max(End) + 1)
        FROM otel_traces_trace_id_ts
        WHERE TraceId IN {traceIds:Array(String)}
    ) AS bounds
SELECT TraceId AS traceId, toUInt32(uniqExact(SpanId)) AS orphans
FROM otel_traces
WHERE TraceId IN {traceIds:Array(String)}
  AND Timestamp >= tupleElement(bounds, 1)
  AND Timestamp <= tupleElement(bounds, 2)
  AND toStartOfFiveMinutes(Timestamp) >= toStartOfFiveMinutes(tupleElement(bounds, 1))
  AND toStartOfFiveMinutes(Timestamp) <= toStartOfFiveMinutes(tupleElement(bounds, 2))
  AND ParentSpanId != ''
  AND (TraceId, ParentSpanId) NOT IN
  (
      SELECT TraceId, SpanId
      FROM otel_traces
      WHERE TraceId IN {traceIds:Array(String)}
        AND Timestamp >= tupleElement(bounds, 1)
        AND Timestamp <= tupleElement(bounds, 2)
        AND toStartOfFiveMinutes(Timestamp) >= toStartOfFiveMinutes(tupleElement(bounds, 1))
        AND toStartOfFiveMinutes(Timestamp) <= toStartOfFiveMinutes(tupleElement(bounds, 2))
  )
GROUP BY TraceId
