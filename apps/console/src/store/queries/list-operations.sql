SELECT SpanName AS name, SpanKind AS spanKind
FROM console_span_names
WHERE ServiceName = {service:String}
GROUP BY SpanName, SpanKind
ORDER BY SpanName, SpanKind
LIMIT 10000
