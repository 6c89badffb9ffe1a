-- Increases of the count and the sum of summaries, which are cumulative.
SELECT
    groupValue,
    step,
    sum(countIncrease) AS count,
    sum(sumIncrease) AS sum,
    toFloat64(uniq(series)) AS seriesCount,
    argMax(reported, time) AS quantiles
FROM
(
    SELECT
        series,
        groupValue,
        time,
        reported,
        if(hasPrevious AND count >= previousCount, count - previousCount, count) AS countIncrease,
        if(hasPrevious AND count >= previousCount, total - previousTotal, total) AS sumIncrease,
        hasPrevious OR start >= fromUnixTimestamp64Nano({stepStart:Int64}) AS isIncrease,
        toInt32(floor((toUnixTimestamp64Nano(time) - {stepStart:Int64}) / {step:Int64})) AS step
    FROM
    (
        SELECT
            series, groupValue, start, time, count, total, reported,
            lagInFrame(count) OVER points AS previousCount,
            lagInFrame(total) OVER points AS previousTotal,
            lagInFrame(1, 1, 0) OVER points AS hasPrevious
        FROM
        (
            SELECT
                cityHash64(ScopeName, ResourceAttributes, Attributes) AS series,
                /* point group */ AS groupValue,
                toDateTime64(StartTimeUnix, 9) AS start,
                toDateTime64(TimeUnix, 9) AS time,
                toFloat64(Count) AS count,
                ifNotFinite(Sum, 0) AS total,
                arrayZip(ValueAtQuantiles.Quantile, ValueAtQuantiles.Value) AS reported
            FROM otel_metrics_summary
            WHERE MetricName = {name:String}
              AND MetricUnit = {unit:String}
              AND /* range: otel_metrics_summary */
              AND /* point condition */
            LIMIT 1 BY series, start, time
        )
        WINDOW points AS (PARTITION BY series, start ORDER BY time ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)
    )
)
WHERE step >= 0 AND isIncrease
GROUP BY groupValue, step
LIMIT {limit:UInt32}
