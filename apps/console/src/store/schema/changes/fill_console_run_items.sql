-- As console_run_items_mv.sql asks, of the items that were there before it.
INSERT INTO console_run_signals
    (Minute, ServiceName, InstanceId, Version, Environment, Host, Pid, Items, FirstSeen, LastSeen)
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
WHERE InstanceId != '' AND (SELECT sum(Items) FROM console_run_signals) = 0
GROUP BY Minute, ServiceName, InstanceId
SETTINGS max_partitions_per_insert_block = 0
