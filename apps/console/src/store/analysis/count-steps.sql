-- Figures of groups and of all spans together, whole and by step: the engine makes each sum of those of
-- group and step. Percentiles of up to a hundred thousand spans are exact, of more within a few
-- thousandths. A Honeycomb SampleRate of n says that a span stands for n.
WITH
    (
        SELECT count() <= 100000
        FROM
        (
            SELECT 1
            FROM otel_traces
            WHERE Timestamp >= fromUnixTimestamp64Nano({from:Int64})
              AND Timestamp < fromUnixTimestamp64Nano({to:Int64})
              AND toStartOfFiveMinutes(Timestamp)
                  >= toStartOfFiveMinutes(fromUnixTimestamp64Nano({from:Int64}))
              AND toStartOfFiveMinutes(Timestamp)
                  <= toStartOfFiveMinutes(fromUnixTimestamp64Nano(least({to:Int64}, 4294967295000000000)))
            LIMIT 100001
        )
    ) AS isSmall,
    if(
        isSmall,
        quantilesExactWeightedIf(0.5, 0.95, 0.99)(Duration, SampleRate, isSmall),
        arrayMap(
            length -> toUInt64(length),
            quantilesTDigestWeightedIf(0.5, 0.95, 0.99)(Duration, SampleRate, NOT isSmall))
    ) AS percentiles
SELECT
    toBool(grouping(place)) AS isAll,
    toBool(grouping(step)) AS isWhole,
    -- Which of the groups that were asked for, from 1.
    toUInt32(transform(/* group */, {keys:Array(String)}, arrayEnumerate({keys:Array(String)}), 0)) AS place,
    toUInt32(intDiv(toUnixTimestamp64Nano(Timestamp) - {start:Int64}, {step:Int64})) AS step,
    toFloat64(sum(SampleRate)) AS count,
    toFloat64(sumIf(SampleRate, StatusCode IN ('Error', 'STATUS_CODE_ERROR'))) AS errorCount,
    toString(percentiles[1]) AS p50Nano,
    toString(percentiles[2]) AS p95Nano,
    toString(percentiles[3]) AS p99Nano
FROM otel_traces
WHERE Timestamp >= fromUnixTimestamp64Nano({from:Int64})
  AND Timestamp < fromUnixTimestamp64Nano({to:Int64})
  AND toStartOfFiveMinutes(Timestamp)
      >= toStartOfFiveMinutes(fromUnixTimestamp64Nano({from:Int64}))
  AND toStartOfFiveMinutes(Timestamp)
      <= toStartOfFiveMinutes(fromUnixTimestamp64Nano(least({to:Int64}, 4294967295000000000)))
  AND /* condition */
GROUP BY place, step WITH CUBE
HAVING isAll OR place > 0
