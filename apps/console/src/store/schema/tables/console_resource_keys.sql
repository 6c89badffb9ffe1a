-- Keys of resource attributes by day, read at the start: questions about any other attribute leave those
-- of the resource unread.
CREATE TABLE IF NOT EXISTS console_resource_keys
(
    Key String,
    Day Date
)
ENGINE = ReplacingMergeTree
ORDER BY (Key, Day)
