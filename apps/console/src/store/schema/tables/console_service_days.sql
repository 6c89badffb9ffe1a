-- Spans counted per service and day, so that listing all services reads a row of each. Parted by the
-- newest span, so that a day goes no sooner than its spans.
CREATE TABLE IF NOT EXISTS console_service_days
(
    ServiceName LowCardinality(String),
    Spans SimpleAggregateFunction(sum, UInt64),
    Errors SimpleAggregateFunction(sum, UInt64),
    LastSeen SimpleAggregateFunction(max, DateTime64(9))
)
ENGINE = AggregatingMergeTree
PARTITION BY toDate(LastSeen)
ORDER BY ServiceName
