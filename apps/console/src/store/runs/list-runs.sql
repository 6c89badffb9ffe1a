-- Runs that were alive in the range, with their telemetry before and after it. A segment may
-- have another name than its service, or none: it is of the one service that its run is known by.
SELECT
    service,
    instanceId,
    argMaxIf(Version, OfSpans, Version != '') AS version,
    argMaxIf(Environment, OfSpans, Environment != '') AS environment,
    argMaxIf(Host, OfSpans, Host != '') AS host,
    argMaxIf(Pid, OfSpans, Pid != '') AS pid,
    toString(toUnixTimestamp64Nano(min(FirstSeen) AS first)) AS firstSeenUnixNano,
    toString(toUnixTimestamp64Nano(max(LastSeen) AS last)) AS lastSeenUnixNano,
    toFloat64(sum(Spans)) AS spanCount,
    toFloat64(sum(Segments)) AS segmentCount,
    toFloat64(sum(LogLines)) AS logCount,
    toFloat64(sum(Items)) AS itemCount,
    toFloat64(sum(Requests)) AS requestCount,
    toFloat64(sum(Errors)) AS errorCount,
    toBool(max(MaxSampleRate) > 1) AS estimated
FROM
(
    SELECT
        *,
        groupUniqArrayIf(ServiceName, ServiceName != '' AND Spans + LogLines + Items > 0) OVER (PARTITION BY instanceId) AS known,
        groupUniqArrayIf(ServiceName, ServiceName != '') OVER (PARTITION BY instanceId) AS named,
        if(empty(known), named, known) AS candidates,
        if(length(candidates) = 1, candidates[1], ServiceName) AS service
    FROM
    (
        SELECT
            toString(ServiceName) AS ServiceName,
            InstanceId AS instanceId,
            1 AS OfSpans,
            anyLast(Resource) AS Last,
            Last['service.version'] AS Version,
            if(
                mapContains(Last, 'deployment.environment.name'),
                Last['deployment.environment.name'],
                Last['deployment.environment']
            ) AS Environment,
            Last['host.name'] AS Host,
            Last['process.pid'] AS Pid,
            sum(console_runs.Spans) AS Spans,
            sum(console_runs.Requests) AS Requests,
            sum(console_runs.Errors) AS Errors,
            max(console_runs.MaxSampleRate) AS MaxSampleRate,
            0 AS Segments, 0 AS LogLines, 0 AS Items,
            min(console_runs.FirstSeen) AS FirstSeen,
            max(console_runs.LastSeen) AS LastSeen
        FROM console_runs
        WHERE {instanceId:String} = '' OR InstanceId = {instanceId:String}
        GROUP BY ServiceName, InstanceId
        UNION ALL
        SELECT
            toString(ServiceName), InstanceId, 0, map(),
            max(s.Version), max(s.Environment), max(s.Host), max(s.Pid),
            0, 0, 0, 0,
            sum(s.Segments), sum(s.LogLines), sum(s.Items),
            min(s.FirstSeen), max(s.LastSeen)
        FROM console_run_signals AS s
        WHERE {instanceId:String} = '' OR InstanceId = {instanceId:String}
        GROUP BY ServiceName, InstanceId
    )
)
WHERE {service:String} = '' OR service = {service:String}
GROUP BY service, instanceId
HAVING last >= fromUnixTimestamp64Nano({from:Int64})
   AND first < fromUnixTimestamp64Nano({to:Int64})
ORDER BY first DESC, service, instanceId
LIMIT {limit:UInt32}
