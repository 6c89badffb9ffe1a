SELECT
    LogGroupName,
    LogStreamName,
    toFloat64(CreatedAtMillis) AS CreatedAtMillis,
    RetentionDays,
    Deleted
FROM cloudwatch_log_groups FINAL
WHERE NOT Deleted
ORDER BY LogGroupName, LogStreamName
LIMIT 200000
