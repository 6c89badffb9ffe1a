SELECT
    groupValue,
    step,
    sum(mean) AS value,
    0 AS change,
    toFloat64(count()) AS seriesCount
FROM
(
    SELECT
        cityHash64(ScopeName, ResourceAttributes, Attributes) AS series,
        /* point group */ AS groupValue,
        toInt32(intDiv(toUnixTimestamp64Nano(toDateTime64(TimeUnix, 9)) - {stepStart:Int64}, {step:Int64})) AS step,
        avg(Value) AS mean
    FROM otel_metrics_gauge
    WHERE /* points: otel_metrics_gauge */
      AND TimeUnix >= fromUnixTimestamp64Nano({stepStart:Int64})
      AND isFinite(Value)
    GROUP BY series, groupValue, step
)
GROUP BY groupValue, step
LIMIT {limit:UInt32}
