-- Names that spans of a service had, per day so that they go when their spans go.
CREATE TABLE IF NOT EXISTS console_span_names
(
    Day DateTime CODEC(Delta, ZSTD(1)),
    ServiceName LowCardinality(String),
    SpanName LowCardinality(String),
    SpanKind LowCardinality(String)
)
ENGINE = ReplacingMergeTree
PARTITION BY toDate(Day)
ORDER BY (ServiceName, SpanName, SpanKind, Day)
