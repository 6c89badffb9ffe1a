SELECT
    ResourceAttributes['aws.log.stream.names'] AS logStreamName,
    toFloat64(toUnixTimestamp64Milli(min(Timestamp))) AS firstEventMillis,
    toFloat64(toUnixTimestamp64Milli(max(Timestamp))) AS lastEventMillis,
    toFloat64(max(ingestion)) AS lastIngestionMillis,
    toFloat64(sum(bytes)) AS storedBytes
FROM
(
    SELECT
        Timestamp,
        ResourceAttributes,
        toInt64OrZero(substring(LogAttributes['log.record.uid'], 15, 14)) AS ingestion,
        if(
            mapContains(LogAttributes, 'log.record.original'),
            length(LogAttributes['log.record.original']),
            length(Body)
        ) AS bytes
    FROM otel_logs
    WHERE ResourceAttributes['aws.log.group.names'] = {logGroupName:String}
)
WHERE ingestion >= {sinceMillis:Int64}
GROUP BY logStreamName
ORDER BY logStreamName
LIMIT 100000
