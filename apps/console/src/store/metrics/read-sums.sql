-- Values of sums and increases of counters. A counter is reset when its value falls, or when its start
-- time changes. Its first value counts from its start when it started in the range.
SELECT
    groupValue,
    step,
    sumIf(amount, NOT isDelta) AS value,
    sumIf(amount, isDelta) AS change,
    toFloat64(uniq(series)) AS seriesCount
FROM
(
    SELECT
        series,
        groupValue,
        step,
        isDelta,
        if({isMonotonic:Bool} OR isDelta, sum(increase), argMax(last, time)) AS amount
    FROM
    (
        SELECT
            series,
            groupValue,
            time,
            isDelta,
            last,
            multiIf(
                isDelta, last,
                hasPrevious, if(last < previous, last, last - previous),
                start >= fromUnixTimestamp64Nano({stepStart:Int64}), last,
                NULL) AS increase,
            toInt32(floor((toUnixTimestamp64Nano(time) - {stepStart:Int64}) / {step:Int64})) AS step
        FROM
        (
            SELECT
                series, groupValue, start, time, isDelta, last,
                lagInFrame(last) OVER points AS previous,
                lagInFrame(1, 1, 0) OVER points AS hasPrevious
            FROM
            (
                SELECT
                    cityHash64(ScopeName, ResourceAttributes, Attributes) AS series,
                    /* point group */ AS groupValue,
                    toDateTime64(StartTimeUnix, 9) AS start,
                    toDateTime64(TimeUnix, 9) AS time,
                    AggregationTemporality = 1 AS isDelta,
                    Value AS last
                FROM otel_metrics_sum
                WHERE MetricName = {name:String}
                  AND MetricUnit = {unit:String}
                  AND IsMonotonic = {isMonotonic:Bool}
                  AND /* range: otel_metrics_sum */
                  AND /* point condition */
                  AND isFinite(Value)
                LIMIT 1 BY series, start, time
            )
            WINDOW points AS (PARTITION BY series, start ORDER BY time ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)
        )
    )
    WHERE step >= 0 AND (increase IS NOT NULL OR NOT {isMonotonic:Bool})
    GROUP BY series, groupValue, step, isDelta
)
GROUP BY groupValue, step
LIMIT {limit:UInt32}
