-- What log lines, segments and items tell of each start of a service, counted per minute: what is
-- known of it is kept beside console_runs, whose Resource an empty one of these would replace.
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
