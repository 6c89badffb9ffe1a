-- Counts of spans per service.instance.id and minute, so that listing runs does not read spans.
CREATE TABLE IF NOT EXISTS console_runs
(
    Minute DateTime CODEC(Delta, ZSTD(1)),
    ServiceName LowCardinality(String),
    InstanceId String CODEC(ZSTD(1)),
    Resource SimpleAggregateFunction(anyLast, Map(String, String)) CODEC(ZSTD(1)),
    Spans SimpleAggregateFunction(sum, UInt64),
    Requests SimpleAggregateFunction(sum, UInt64),
    Errors SimpleAggregateFunction(sum, UInt64),
    MaxSampleRate SimpleAggregateFunction(max, UInt64),
    FirstSeen SimpleAggregateFunction(min, DateTime64(9)),
    LastSeen SimpleAggregateFunction(max, DateTime64(9))
)
ENGINE = AggregatingMergeTree
PARTITION BY toDate(Minute)
ORDER BY (Minute, ServiceName, InstanceId)
