-- Runs that were alive in the range, whole: also what they did before and after it.
SELECT
    ServiceName AS service,
    InstanceId AS instanceId,
    anyLast(Resource)['service.version'] AS version,
    if(
        mapContains(anyLast(Resource), 'deployment.environment.name'),
        anyLast(Resource)['deployment.environment.name'],
        anyLast(Resource)['deployment.environment']
    ) AS environment,
    anyLast(Resource)['host.name'] AS host,
    anyLast(Resource)['process.pid'] AS pid,
    toString(toUnixTimestamp64Nano(min(FirstSeen) AS first)) AS firstSeenUnixNano,
    toString(toUnixTimestamp64Nano(max(LastSeen) AS last)) AS lastSeenUnixNano,
    toFloat64(sum(Spans)) AS spanCount,
    toFloat64(sum(Requests)) AS requestCount,
    toFloat64(sum(Errors)) AS errorCount
FROM console_runs
WHERE ({service:String} = '' OR ServiceName = {service:String})
  AND ({instanceId:String} = '' OR InstanceId = {instanceId:String})
GROUP BY service, instanceId
HAVING last >= fromUnixTimestamp64Nano({from:Int64})
   AND first < fromUnixTimestamp64Nano({to:Int64})
ORDER BY first DESC, service, instanceId
LIMIT {limit:UInt32}
