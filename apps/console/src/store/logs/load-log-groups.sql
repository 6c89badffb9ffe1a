SELECT
    LogGroupName,
    LogStreamName,
    toFloat64(CreatedAtMillis) AS CreatedAtMillis,
    RetentionDays,
    Deleted
FROM
(
    SELECT *
    FROM cloudwatch_log_groups
    ORDER BY Revision DESC
    LIMIT 1 BY LogGroupName, LogStreamName
)
WHERE NOT Deleted
ORDER BY LogGroupName, LogStreamName
LIMIT 200000
