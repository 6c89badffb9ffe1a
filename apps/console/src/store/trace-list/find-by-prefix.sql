SELECT DISTINCT TraceId AS traceId
FROM otel_traces_trace_id_ts
WHERE startsWith(TraceId, {prefix:String})
ORDER BY traceId
LIMIT {limit:UInt32}
