-- Keys of resource attributes by day, loaded at start: a query for any other attribute does not read
-- resource attributes.
CREATE TABLE IF NOT EXISTS console_resource_keys
(
    Key String,
    Day Date
)
ENGINE = ReplacingMergeTree
ORDER BY (Key, Day)
