SELECT
    toString(cityHash64(ServiceName, ScopeName, ResourceAttributes['service.instance.id'], Attributes)) AS series,
    multiIf(
        {by:String} = '', NULL,
        mapContains(Attributes, {by:String}), Attributes[{by:String}],
        mapContains(ResourceAttributes, {by:String}), ResourceAttributes[{by:String}],
        NULL) AS groupValue,
    toInt32(floor((toUnixTimestamp64Nano(TimeUnix) - {stepStart:Int64}) / {step:Int64})) AS step,
    toString(toUnixTimestamp64Nano(StartTimeUnix)) AS startNano,
    if(
        max(AggregationTemporality) = 1,
        groupArray((toFloat64(Count), Sum, Scale, toFloat64(ZeroCount), PositiveOffset, arrayMap(count -> toFloat64(count), PositiveBucketCounts), NegativeOffset, arrayMap(count -> toFloat64(count), NegativeBucketCounts))),
        [argMax((toFloat64(Count), Sum, Scale, toFloat64(ZeroCount), PositiveOffset, arrayMap(count -> toFloat64(count), PositiveBucketCounts), NegativeOffset, arrayMap(count -> toFloat64(count), NegativeBucketCounts)), TimeUnix)]
    ) AS points
FROM otel_metrics_exponential_histogram
WHERE MetricName = {name:String}
  AND /* service */
  AND /* range: otel_metrics_exponential_histogram */
GROUP BY series, groupValue, step, startNano
ORDER BY series, startNano, step
LIMIT {limit:UInt32}
