-- Figures of each group and of all spans, as a whole and by step. Percentiles of up to 100,000 spans
-- are exact, of more within a few thousandths. A span with SampleRate n counts n times.
WITH
    if(
        {isSmall:Bool},
        quantilesExactWeightedIf(0.5, 0.95, 0.99)(Duration, /* weight */, {isSmall:Bool}),
        arrayMap(
            length -> toUInt64(length),
            quantilesTDigestWeightedIf(0.5, 0.95, 0.99)(Duration, /* weight */, NOT {isSmall:Bool}))
    ) AS percentiles
SELECT
    toBool(grouping(place)) AS isAll,
    toBool(grouping(step)) AS isWhole,
    -- Position among the requested groups, from 1.
    toUInt32(transform(/* group */, {keys:Array(String)}, arrayEnumerate({keys:Array(String)}), 0)) AS place,
    toUInt32(intDiv(toUnixTimestamp64Nano(Timestamp) - {start:Int64}, {step:Int64})) AS step,
    toFloat64(sum(/* weight */)) AS count,
    toFloat64(sumIf(/* weight */, /* is error */)) AS errorCount,
    toBool(max(/* weight */) > 1) AS estimated,
    toString(percentiles[1]) AS p50Nano,
    toString(percentiles[2]) AS p95Nano,
    toString(percentiles[3]) AS p99Nano
FROM /* spans */
WHERE /* range: otel_traces */
  AND /* condition */
GROUP BY place, step WITH CUBE
HAVING isAll OR place > 0
