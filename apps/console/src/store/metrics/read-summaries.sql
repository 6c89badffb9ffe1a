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
        hasPrevious OR /* starts in range */ AS isIncrease,
        /* point step */ AS step
    FROM
    (
        SELECT
            series, groupValue, start, time, count, total, reported,
            lagInFrame(count) OVER ofSeries AS previousCount,
            lagInFrame(total) OVER ofSeries AS previousTotal,
            lagInFrame(1, 1, 0) OVER ofSeries AS hasPrevious
        FROM
        (
            SELECT
                /* point */,
                toFloat64(Count) AS count,
                ifNotFinite(Sum, 0) AS total,
                arrayZip(ValueAtQuantiles.Quantile, ValueAtQuantiles.Value) AS reported
            FROM otel_metrics_summary
            WHERE /* points: otel_metrics_summary */
            LIMIT 1 BY series, start, time
        )
        /* previous point */
    )
)
WHERE step >= 0 AND isIncrease
GROUP BY groupValue, step
LIMIT {limit:UInt32}
