-- X-Ray segments and subsegments, one row each. A segment can have a row in progress and a finished one
-- with the same ID: queries use the finished one.
CREATE TABLE IF NOT EXISTS xray_segments
(
    Timestamp DateTime64(9) CODEC(Delta, ZSTD(1)),
    Duration UInt64 CODEC(ZSTD(1)),
    TraceId String CODEC(ZSTD(1)),
    SegmentId String CODEC(ZSTD(1)),
    ParentId String CODEC(ZSTD(1)),
    Name LowCardinality(String) CODEC(ZSTD(1)),
    ServiceName LowCardinality(String) CODEC(ZSTD(1)),
    InstanceId LowCardinality(String) CODEC(ZSTD(1)),
    IsSubsegment Bool,
    InProgress Bool,
    Namespace LowCardinality(String),
    Origin LowCardinality(String),
    Error Bool,
    Fault Bool,
    Throttle Bool,
    Annotations Map(LowCardinality(String), String) CODEC(ZSTD(1)),
    Metadata String CODEC(ZSTD(1)),
    Http String CODEC(ZSTD(1)),
    Sql String CODEC(ZSTD(1)),
    Aws String CODEC(ZSTD(1)),
    Cause String CODEC(ZSTD(1)),
    Service String CODEC(ZSTD(1)),
    User String CODEC(ZSTD(1)),
    Other String CODEC(ZSTD(1)),
    -- Retention keeps the row until this day since 1970-01-01 even if Timestamp is older.
    RetainUntil UInt16 CODEC(ZSTD(1)),
    INDEX idx_trace_id TraceId TYPE bloom_filter(0.001) GRANULARITY 1,
    INDEX idx_annotation_key mapKeys(Annotations) TYPE bloom_filter(0.01) GRANULARITY 1,
    INDEX idx_annotation_value mapValues(Annotations) TYPE bloom_filter(0.01) GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY (toDate(Timestamp), RetainUntil)
ORDER BY (toStartOfFiveMinutes(Timestamp), ServiceName, Name, Timestamp)
