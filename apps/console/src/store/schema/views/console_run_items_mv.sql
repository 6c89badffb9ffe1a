CREATE MATERIALIZED VIEW IF NOT EXISTS console_run_items_mv TO console_run_signals AS
SELECT
    toStartOfMinute(Timestamp) AS Minute,
    ServiceName,
    JSONExtractString(
        arrayFirst(
            one -> JSONExtractString(one, 'key') = 'service.instance.id',
            JSONExtractArrayRaw(Data, 'attributes')
        ),
        'value'
    ) AS InstanceId,
    max(if(
        JSONExtractString(Data, 'custom', 'version') != '',
        JSONExtractString(Data, 'custom', 'version'),
        CodeVersion
    )) AS Version,
    max(rollbar_items.Environment) AS Environment,
    max(JSONExtractString(Data, 'server', 'host')) AS Host,
    max(JSONExtractString(Data, 'server', 'pid')) AS Pid,
    count() AS Items,
    min(Timestamp) AS FirstSeen,
    max(Timestamp) AS LastSeen
FROM rollbar_items
WHERE InstanceId != ''
GROUP BY Minute, ServiceName, InstanceId
