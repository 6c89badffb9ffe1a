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
        isDelta OR hasPrevious OR start >= fromUnixTimestamp64Nano({stepStart:Int64}) AS isKnown,
        toInt32(floor((toUnixTimestamp64Nano(time) - {stepStart:Int64}) / {step:Int64})) AS step
    FROM
    (
        SELECT
            groupValue, start, time, isDelta, points, total, bounds, buckets,
            lagInFrame(1, 1, 0) OVER series AS hasPrevious,
            lagInFrame(points) OVER series AS previousPoints,
            lagInFrame(total) OVER series AS previousTotal,
            lagInFrame(bounds) OVER series AS previousBounds,
            lagInFrame(buckets) OVER series AS previousBuckets
        FROM
        (
            SELECT
                cityHash64(ScopeName, ResourceAttributes, Attributes) AS id,
                /* point group */ AS groupValue,
                toDateTime64(StartTimeUnix, 9) AS start,
                toDateTime64(TimeUnix, 9) AS time,
                AggregationTemporality = 1 AS isDelta,
                toFloat64(Count) AS points,
                ifNotFinite(Sum, 0) AS total,
                ExplicitBounds AS bounds,
                arrayMap(bucket -> toFloat64(bucket), BucketCounts) AS buckets
            FROM otel_metrics_histogram
            WHERE MetricName = {name:String}
              AND MetricUnit = {unit:String}
              AND /* range: otel_metrics_histogram */
              AND /* point condition */
            LIMIT 1 BY id, start, time
        )
        WINDOW series AS (PARTITION BY id, start ORDER BY time ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)
    )
)
WHERE step >= 0 AND isKnown
GROUP BY groupValue, step, bounds
LIMIT {limit:UInt32}
