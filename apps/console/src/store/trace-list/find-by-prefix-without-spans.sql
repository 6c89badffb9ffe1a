SELECT DISTINCT traceId
FROM
(
    SELECT TraceId AS traceId FROM otel_logs WHERE startsWith(TraceId, {prefix:String})
    UNION ALL
    SELECT TraceId AS traceId FROM rollbar_items WHERE startsWith(TraceId, {prefix:String})
    UNION ALL
    SELECT TraceId AS traceId FROM xray_segments WHERE startsWith(TraceId, {prefix:String})
)
ORDER BY traceId
LIMIT {limit:UInt32}
