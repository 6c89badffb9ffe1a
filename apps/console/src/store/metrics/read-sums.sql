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
                /* starts in range */, last,
                NULL) AS increase,
            /* point step */ AS step
        FROM
        (
            SELECT
                series, groupValue, start, time, isDelta, last,
                lagInFrame(last) OVER ofSeries AS previous,
                lagInFrame(1, 1, 0) OVER ofSeries AS hasPrevious
            FROM
            (
                SELECT
                    /* point */,
                    AggregationTemporality = 1 AS isDelta,
                    Value AS last
                FROM otel_metrics_sum
                WHERE /* points: otel_metrics_sum */
                  AND IsMonotonic = {isMonotonic:Bool}
                  AND isFinite(Value)
                LIMIT 1 BY series, start, time
            )
            /* previous point */
        )
    )
    WHERE step >= 0 AND (increase IS NOT NULL OR NOT {isMonotonic:Bool})
    GROUP BY series, groupValue, step, isDelta
)
GROUP BY groupValue, step
LIMIT {limit:UInt32}
