SELECT
    toString(toUnixTimestamp64Nano(exemplarTime)) AS timeUnixNano,
    exemplarValue AS value,
    exemplarTraceId AS traceId,
    exemplarSpanId AS spanId,
    multiIf(
        {by:String} = '', NULL,
        mapContains(Attributes, {by:String}), Attributes[{by:String}],
        mapContains(ResourceAttributes, {by:String}), ResourceAttributes[{by:String}],
        NULL) AS groupValue
FROM {table:Identifier}
ARRAY JOIN
    Exemplars.TimeUnix AS exemplarTime,
    Exemplars.Value AS exemplarValue,
    Exemplars.TraceId AS exemplarTraceId,
    Exemplars.SpanId AS exemplarSpanId
WHERE MetricName = {name:String}
  AND /* service */
  AND /* range: otel_metrics_sum */
  AND exemplarTraceId != ''
ORDER BY exemplarValue DESC
LIMIT 1 BY exemplarTraceId
LIMIT {limit:UInt32}
