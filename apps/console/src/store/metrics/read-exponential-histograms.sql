-- As read-histograms.sql, by scale: two data points of different scales are compared at the lower one.
-- Buckets are sparse: their indexes, and the measurements in each.
SELECT
    groupValue,
    step,
    toInt32(common) AS scale,
    toFloat64(sum(countIncrease)) AS count,
    sum(sumIncrease) AS sum,
    sum(zeroIncrease) AS zeroCount,
    sumMap(positiveIndexes, positiveCounts) AS positive,
    sumMap(negativeIndexes, negativeCounts) AS negative
FROM
(
    SELECT
        groupValue,
        NOT isDelta AND hasPrevious AND points >= previousPoints AS isContinued,
        if(isContinued, least(pointScale, previousScale), pointScale) AS common,
        -- Indexes have 32 bits.
        least(pointScale - common, 40) AS shift,
        least(previousScale - common, 40) AS previousShift,
        points - if(isContinued, previousPoints, 0) AS countIncrease,
        total - if(isContinued, previousTotal, 0) AS sumIncrease,
        zeros - if(isContinued, previousZeros, 0) AS zeroIncrease,
        arrayConcat(
            arrayMap(at -> bitShiftRight(positiveAt + at - 1, shift), arrayEnumerate(positives)),
            if(isContinued, arrayMap(at -> bitShiftRight(previousPositiveAt + at - 1, previousShift), arrayEnumerate(previousPositives)), [])
        ) AS positiveIndexes,
        arrayConcat(positives, if(isContinued, arrayMap(bucket -> -bucket, previousPositives), [])) AS positiveCounts,
        arrayConcat(
            arrayMap(at -> bitShiftRight(negativeAt + at - 1, shift), arrayEnumerate(negatives)),
            if(isContinued, arrayMap(at -> bitShiftRight(previousNegativeAt + at - 1, previousShift), arrayEnumerate(previousNegatives)), [])
        ) AS negativeIndexes,
        arrayConcat(negatives, if(isContinued, arrayMap(bucket -> -bucket, previousNegatives), [])) AS negativeCounts,
        isDelta OR hasPrevious OR start >= fromUnixTimestamp64Nano({stepStart:Int64}) AS isKnown,
        toInt32(floor((toUnixTimestamp64Nano(time) - {stepStart:Int64}) / {step:Int64})) AS step
    FROM
    (
        SELECT
            groupValue, start, time, isDelta, points, total, pointScale, zeros, positiveAt, positives, negativeAt, negatives,
            lagInFrame(1, 1, 0) OVER series AS hasPrevious,
            lagInFrame(points) OVER series AS previousPoints,
            lagInFrame(total) OVER series AS previousTotal,
            lagInFrame(pointScale) OVER series AS previousScale,
            lagInFrame(zeros) OVER series AS previousZeros,
            lagInFrame(positiveAt) OVER series AS previousPositiveAt,
            lagInFrame(positives) OVER series AS previousPositives,
            lagInFrame(negativeAt) OVER series AS previousNegativeAt,
            lagInFrame(negatives) OVER series AS previousNegatives
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
                toInt64(Scale) AS pointScale,
                toFloat64(ZeroCount) AS zeros,
                toInt64(PositiveOffset) AS positiveAt,
                arrayMap(bucket -> toFloat64(bucket), PositiveBucketCounts) AS positives,
                toInt64(NegativeOffset) AS negativeAt,
                arrayMap(bucket -> toFloat64(bucket), NegativeBucketCounts) AS negatives
            FROM otel_metrics_exponential_histogram
            WHERE MetricName = {name:String}
              AND MetricUnit = {unit:String}
              AND /* range: otel_metrics_exponential_histogram */
              AND /* point condition */
            LIMIT 1 BY id, start, time
        )
        WINDOW series AS (PARTITION BY id, start ORDER BY time ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)
    )
)
WHERE step >= 0 AND isKnown
GROUP BY groupValue, step, common
LIMIT {limit:UInt32}
