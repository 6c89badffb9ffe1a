-- Measurements of each group, step and list of bounds: the differences between the data points of
-- cumulative series, and the data points of delta series. A series is reset when its count falls, or when
-- its start time changes; its first point counts from its start when it started in the range.
SELECT
    groupValue,
    step,
    bounds,
    toFloat64(sum(countIncrease)) AS count,
    sum(sumIncrease) AS sum,
    sumForEach(increases) AS counts
FROM
(
    SELECT
        groupValue,
        bounds,
        NOT isDelta AND hasPrevious AND points >= previousPoints AND bounds = previousBounds AS isContinued,
        points - if(isContinued, previousPoints, 0) AS countIncrease,
        total - if(isContinued, previousTotal, 0) AS sumIncrease,
        if(
            isContinued,
            arrayMap((later, earlier) -> greatest(later - earlier, 0), buckets, arrayResize(previousBuckets, length(buckets))),
            buckets) AS increases,
        isDelta OR hasPrevious OR /* starts in range */ AS isKnown,
        /* point step */ AS step
    FROM
    (
        SELECT
            groupValue, start, time, isDelta, points, total, bounds, buckets,
            lagInFrame(1, 1, 0) OVER ofSeries AS hasPrevious,
            lagInFrame(points) OVER ofSeries AS previousPoints,
            lagInFrame(total) OVER ofSeries AS previousTotal,
            lagInFrame(bounds) OVER ofSeries AS previousBounds,
            lagInFrame(buckets) OVER ofSeries AS previousBuckets
        FROM
        (
            SELECT
                /* point */,
                AggregationTemporality = 1 AS isDelta,
                toFloat64(Count) AS points,
                Sum AS total,
                ExplicitBounds AS bounds,
                arrayMap(bucket -> toFloat64(bucket), BucketCounts) AS buckets
            FROM otel_metrics_histogram
            WHERE /* points: otel_metrics_histogram */
            LIMIT 1 BY series, start, time
        )
        /* previous point */
    )
)
WHERE step >= 0 AND isKnown
GROUP BY groupValue, step, bounds
LIMIT {limit:UInt32}
