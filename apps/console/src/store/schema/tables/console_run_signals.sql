-- Counts of log lines, segments and items per service instance and minute. Separate from console_runs,
-- because an empty Resource would replace the one of the spans there.
CREATE TABLE IF NOT EXISTS console_run_signals
(
    Minute DateTime CODEC(Delta, ZSTD(1)),
    ServiceName LowCardinality(String),
    InstanceId String CODEC(ZSTD(1)),
    Version SimpleAggregateFunction(max, String) CODEC(ZSTD(1)),
    Environment SimpleAggregateFunction(max, String) CODEC(ZSTD(1)),
    Host SimpleAggregateFunction(max, String) CODEC(ZSTD(1)),
    Pid SimpleAggregateFunction(max, String) CODEC(ZSTD(1)),
    Segments SimpleAggregateFunction(sum, UInt64),
    LogLines SimpleAggregateFunction(sum, UInt64),
    Items SimpleAggregateFunction(sum, UInt64),
    FirstSeen SimpleAggregateFunction(min, DateTime64(9)),
    LastSeen SimpleAggregateFunction(max, DateTime64(9))
)
ENGINE = AggregatingMergeTree
PARTITION BY toDate(Minute)
ORDER BY (Minute, ServiceName, InstanceId)
