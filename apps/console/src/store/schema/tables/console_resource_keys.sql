-- Keys of resource attributes by day: questions about any other attribute leave those of the resource
-- unread. Not parted, because each part is another file to open.
CREATE TABLE IF NOT EXISTS console_resource_keys
(
    Key String,
    Day Date
)
ENGINE = ReplacingMergeTree
ORDER BY (Key, Day)
