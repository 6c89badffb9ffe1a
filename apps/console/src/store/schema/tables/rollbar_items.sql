-- One Rollbar occurrence per row; occurrences with the same fingerprint form an item.
CREATE TABLE IF NOT EXISTS rollbar_items
(
    Timestamp DateTime64(9) CODEC(Delta, ZSTD(1)),
    Uuid String CODEC(ZSTD(1)),
    TraceId String CODEC(ZSTD(1)),
    SpanId String CODEC(ZSTD(1)),
    ServiceName LowCardinality(String) CODEC(ZSTD(1)),
    Environment LowCardinality(String),
    CodeVersion LowCardinality(String),
    Level LowCardinality(String),
    Fingerprint String CODEC(ZSTD(1)),
    Title String CODEC(ZSTD(1)),
    ExceptionClass LowCardinality(String),
    Message String CODEC(ZSTD(1)),
    Context String CODEC(ZSTD(1)),
    Data String CODEC(ZSTD(1)),
    INDEX idx_trace_id TraceId TYPE bloom_filter(0.001) GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toDate(Timestamp)
ORDER BY (toStartOfFiveMinutes(Timestamp), Fingerprint, Timestamp)
