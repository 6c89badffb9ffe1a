SELECT
    toString(cityHash64(ServiceName, ScopeName, ResourceAttributes['service.instance.id'], Attributes)) AS series,
    multiIf(
        {by:String} = '', NULL,
        mapContains(Attributes, {by:String}), Attributes[{by:String}],
        mapContains(ResourceAttributes, {by:String}), ResourceAttributes[{by:String}],
        NULL) AS groupValue,
    toInt32(floor((toUnixTimestamp64Nano(TimeUnix) - {stepStart:Int64}) / {step:Int64})) AS step,
    toString(toUnixTimestamp64Nano(StartTimeUnix)) AS startNano,
    argMax(Value, TimeUnix) AS last,
    sum(Value) AS total,
    avg(Value) AS mean
FROM {table:Identifier}
WHERE MetricName = {name:String}
  AND /* service */
  AND /* range: otel_metrics_sum */
GROUP BY series, groupValue, step, startNano
ORDER BY series, startNano, step
LIMIT {limit:UInt32}
