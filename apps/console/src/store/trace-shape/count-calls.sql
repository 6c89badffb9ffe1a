-- Parents may have started before the range: a call rarely takes longer than the hour that is added.
SELECT
    parents.ServiceName AS parent,
    children.ServiceName AS child,
    toUInt32(uniqExact(children.TraceId, children.SpanId)) AS callCount
FROM
(
    SELECT TraceId, SpanId, ParentSpanId, ServiceName
    FROM otel_traces
    WHERE /* range: otel_traces */
      AND ParentSpanId != ''
) AS children
INNER JOIN
(
    -- Of an ID that a call shares with the request it causes (Zipkin, B3), the request is the parent.
    SELECT TraceId, SpanId, argMax(ServiceName, /* is request */) AS ServiceName
    FROM otel_traces
    WHERE /* range: otel_traces -3600s */
    GROUP BY TraceId, SpanId
) AS parents
ON parents.TraceId = children.TraceId AND parents.SpanId = children.ParentSpanId
WHERE parent != child
GROUP BY parent, child
ORDER BY parent, child
