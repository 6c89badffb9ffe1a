-- The longest matching span of each trace, longest first. The sort of the inner query keeps few rows, so that
-- the columns of the others are not read.
SELECT traceId, service, operation
FROM
(
    SELECT TraceId AS traceId, ServiceName AS service, SpanName AS operation, Duration
    FROM otel_traces
    WHERE /* range: otel_traces */
      AND TraceId != ''
      AND /* condition */
    ORDER BY Duration DESC
    LIMIT {spanLimit:UInt32}
)
ORDER BY Duration DESC, traceId
LIMIT 1 BY traceId
LIMIT {limit:UInt32}
