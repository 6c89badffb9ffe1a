-- Spans counted per service and day, so that listing all services reads a row of each. Not parted,
-- because each part is another file to open; retention removes the days of which no spans are left.
CREATE TABLE IF NOT EXISTS console_service_totals
(
    ServiceName LowCardinality(String),
    Day Date,
    Spans SimpleAggregateFunction(sum, UInt64),
    Errors SimpleAggregateFunction(sum, UInt64),
    LastSeen SimpleAggregateFunction(max, DateTime64(9))
)
ENGINE = AggregatingMergeTree
ORDER BY (ServiceName, Day)
