INSERT INTO console_span_names
SELECT toStartOfDay(Minute) AS Day, ServiceName, SpanName, SpanKind
FROM console_operations
GROUP BY Day, ServiceName, SpanName, SpanKind
SETTINGS max_partitions_per_insert_block = 0
