-- Step -1 holds baselines: points before the range, and the first point of a series that started before it.
SELECT
    toString(series) AS series,
    groupValue,
    step,
    toString(toUnixTimestamp64Nano(start)) AS startNano,
    toFloat64(resets) AS resets,
    toBool(isDelta) AS isDelta,
    if(isDelta, groupArray(point), [argMax(point, time)]) AS points
FROM
(
    SELECT
        series, groupValue, start, time, isDelta, point,
        countIf(NOT isDelta AND count < previous) OVER (PARTITION BY series, start ORDER BY time) AS resets,
        toInt32(if(
            NOT isDelta AND NOT hasPrevious AND start < fromUnixTimestamp64Nano({stepStart:Int64}),
            -1,
            greatest(-1, floor((toUnixTimestamp64Nano(time) - {stepStart:Int64}) / {step:Int64})))) AS step
    FROM
    (
        SELECT
            series, groupValue, start, time, isDelta, count, point,
            lagInFrame(count) OVER points AS previous,
            lagInFrame(1, 1, 0) OVER points AS hasPrevious
        FROM
        (
            SELECT
                cityHash64(ScopeName, ResourceAttributes, Attributes) AS series,
                /* point group */ AS groupValue,
                toDateTime64(StartTimeUnix, 9) AS start,
                toDateTime64(TimeUnix, 9) AS time,
                AggregationTemporality = 1 AS isDelta,
                Count AS count,
                (toFloat64(Count), ifNotFinite(Sum, 0), ExplicitBounds, arrayMap(bucket -> toFloat64(bucket), BucketCounts)) AS point
            FROM otel_metrics_histogram
            WHERE MetricName = {name:String}
              AND MetricUnit = {unit:String}
              AND /* range: otel_metrics_histogram */
              AND /* point condition */
            LIMIT 1 BY series, start, time
        )
        WINDOW points AS (PARTITION BY series, start ORDER BY time ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)
    )
)
WHERE NOT (isDelta AND step < 0)
GROUP BY series, groupValue, step, start, resets, isDelta
ORDER BY series, start, resets, step
LIMIT {limit:UInt32}
