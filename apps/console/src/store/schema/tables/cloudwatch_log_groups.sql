-- Log groups and streams; LogStreamName is '' for the group itself. The last row of each is valid.
CREATE TABLE IF NOT EXISTS cloudwatch_log_groups
(
    LogGroupName String,
    LogStreamName String,
    CreatedAtMillis Int64,
    RetentionDays UInt16,
    Deleted Bool,
    Revision DateTime64(9) DEFAULT now64(9)
)
ENGINE = ReplacingMergeTree(Revision)
ORDER BY (LogGroupName, LogStreamName)
