-- Counts per service and day, so that listing all services reads few rows. Not partitioned, because
-- each part is another file to open; retention deletes days without data.
CREATE TABLE IF NOT EXISTS console_service_totals
(
    ServiceName LowCardinality(String),
    Day Date,
    Spans SimpleAggregateFunction(sum, UInt64),
    Errors SimpleAggregateFunction(sum, UInt64),
    Segments SimpleAggregateFunction(sum, UInt64),
    LogLines SimpleAggregateFunction(sum, UInt64),
    Items SimpleAggregateFunction(sum, UInt64),
    LastSeen SimpleAggregateFunction(max, DateTime64(9))
)
ENGINE = AggregatingMergeTree
ORDER BY (ServiceName, Day)
