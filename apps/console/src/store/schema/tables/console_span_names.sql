-- Span names per service and day; retention drops the days without spans.
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
