-- Counts per service and minute, so that listing services does not read spans.
CREATE TABLE IF NOT EXISTS console_service_minutes
(
    Minute DateTime CODEC(Delta, ZSTD(1)),
    ServiceName LowCardinality(String),
    Spans SimpleAggregateFunction(sum, UInt64),
    Errors SimpleAggregateFunction(sum, UInt64),
    Segments SimpleAggregateFunction(sum, UInt64),
    LogLines SimpleAggregateFunction(sum, UInt64),
    Items SimpleAggregateFunction(sum, UInt64),
    LastSeen SimpleAggregateFunction(max, DateTime64(9))
)
ENGINE = AggregatingMergeTree
PARTITION BY toDate(Minute)
ORDER BY (Minute, ServiceName)
