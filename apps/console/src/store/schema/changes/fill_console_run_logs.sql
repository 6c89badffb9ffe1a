-- As console_run_logs_mv.sql asks, of the lines that were there before it.
INSERT INTO console_run_signals
    (Minute, ServiceName, InstanceId, Version, Environment, Host, Pid, LogLines, FirstSeen, LastSeen)
SELECT
    toStartOfMinute(Timestamp) AS Minute,
    ServiceName,
    ResourceAttributes['service.instance.id'] AS InstanceId,
    max(if(
        mapContains(ResourceAttributes, 'service.version'),
        ResourceAttributes['service.version'],
        LogAttributes['version']
    )) AS Version,
    max(if(
        mapContains(ResourceAttributes, 'deployment.environment.name'),
        ResourceAttributes['deployment.environment.name'],
        ResourceAttributes['deployment.environment']
    )) AS Environment,
    max(ResourceAttributes['host.name']) AS Host,
    max(ResourceAttributes['process.pid']) AS Pid,
    count() AS LogLines,
    min(Timestamp) AS FirstSeen,
    max(Timestamp) AS LastSeen
FROM otel_logs
WHERE InstanceId != '' AND (SELECT sum(LogLines) FROM console_run_signals) = 0
GROUP BY Minute, ServiceName, InstanceId
SETTINGS max_partitions_per_insert_block = 0
