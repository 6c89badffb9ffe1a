SELECT
    groupName,
    streamName,
    toUInt32(sum(lines)) AS lineCount,
    toString(max(lastSeen)) AS lastSeenUnixNano
FROM
(
    SELECT
        ResourceAttributes['aws.log.group.names'] AS groupName,
        ResourceAttributes['aws.log.stream.names'] AS streamName,
        count() AS lines,
        max(toUnixTimestamp64Nano(Timestamp)) AS lastSeen
    FROM otel_logs
    WHERE groupName != ''
    GROUP BY groupName, streamName
    UNION ALL
    SELECT LogGroupName AS groupName, LogStreamName AS streamName, 0 AS lines, 0 AS lastSeen
    FROM
    (
        SELECT *
        FROM cloudwatch_log_groups
        ORDER BY Revision DESC
        LIMIT 1 BY LogGroupName, LogStreamName
    )
    WHERE NOT Deleted
)
GROUP BY groupName, streamName
ORDER BY groupName, streamName
LIMIT 10000
