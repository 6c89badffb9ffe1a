CREATE MATERIALIZED VIEW IF NOT EXISTS console_run_logs_mv TO console_run_signals AS
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
WHERE InstanceId != ''
GROUP BY Minute, ServiceName, InstanceId
