-- Events that PutLogEvents stored, by ID. The ids begin with the time, so a page ends by its bytes
-- without reading those of the next.
SELECT eventId, logStreamName, timestampMillis, message
FROM
(
    SELECT
        *,
        sum(length(message)) OVER (
            ORDER BY eventId /* direction */
            ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ) - length(message) AS bytesBefore
    FROM
    (
        SELECT
            LogAttributes['log.record.uid'] AS eventId,
            ResourceAttributes['aws.log.stream.names'] AS logStreamName,
            toFloat64(toUnixTimestamp64Milli(Timestamp)) AS timestampMillis,
            if(
                mapContains(LogAttributes, 'log.record.original'),
                LogAttributes['log.record.original'],
                Body
            ) AS message
        FROM otel_logs
        WHERE ResourceAttributes['aws.log.group.names'] = {logGroupName:String}
          AND /* range: otel_logs */
          AND (
              empty({logStreamNames:Array(String)})
              OR has({logStreamNames:Array(String)}, logStreamName)
          )
          AND startsWith(logStreamName, {logStreamNamePrefix:String})
          AND eventId != ''
          AND eventId > {afterEventId:String}
          AND eventId < {beforeEventId:String}
        ORDER BY eventId /* direction */
        LIMIT {limit:UInt32}
    )
)
WHERE bytesBefore < {maxBytes:UInt64}
ORDER BY eventId /* direction */
