-- Events that PutLogEvents stored, of streams that exist. A stream that was deleted and created again
-- starts empty.
SELECT
    LogAttributes['log.record.uid'] AS eventId,
    toInt64(toUnixTimestamp64Milli(Timestamp)) AS timestampMillis,
    toInt64OrZero(substring(eventId, 15, 14)) AS ingestionMillis,
    ResourceAttributes['aws.log.group.names'] AS logGroup,
    ResourceAttributes['aws.log.stream.names'] AS logStream,
    if(
        mapContains(LogAttributes, 'log.record.original'),
        LogAttributes['log.record.original'],
        Body
    ) AS message
FROM otel_logs
INNER JOIN
(
    SELECT LogGroupName, LogStreamName, CreatedAtMillis
    FROM
    (
        SELECT *
        FROM cloudwatch_log_groups
        ORDER BY Revision DESC
        LIMIT 1 BY LogGroupName, LogStreamName
    )
    WHERE NOT Deleted AND LogStreamName != '' AND has({groups:Array(String)}, LogGroupName)
) AS streams ON logGroup = LogGroupName AND logStream = LogStreamName
WHERE has({groups:Array(String)}, logGroup)
  AND /* range: otel_logs */
  AND eventId != ''
  AND ingestionMillis >= CreatedAtMillis
  AND timestampMillis >= toInt64({groupsFrom:Array(String)}[indexOf({groups:Array(String)}, logGroup)])
