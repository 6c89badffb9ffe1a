SELECT
    ResourceAttributes['aws.log.group.names'] AS logGroupName,
    toFloat64(sum(if(
        mapContains(LogAttributes, 'log.record.original'),
        length(LogAttributes['log.record.original']),
        length(Body)
    ))) AS storedBytes
FROM otel_logs
WHERE has({logGroupNames:Array(String)}, logGroupName)
GROUP BY logGroupName
LIMIT 1000
