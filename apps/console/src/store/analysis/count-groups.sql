-- A Honeycomb SampleRate of n says that a span stands for n.
WITH
    greatest(toUInt64OrZero(SpanAttributes['SampleRate']), 1) AS weight,
    quantilesExactWeighted(0.5, 0.95, 0.99)(Duration, weight) AS percentiles
SELECT
    /* group */ AS key,
    toFloat64(sum(weight)) AS count,
    toFloat64(sumIf(weight, StatusCode IN ('Error', 'STATUS_CODE_ERROR'))) AS errorCount,
    toString(percentiles[1]) AS p50Nano,
    toString(percentiles[2]) AS p95Nano,
    toString(percentiles[3]) AS p99Nano,
    toUInt32(count() OVER ()) AS groupCount
FROM otel_traces
WHERE Timestamp >= fromUnixTimestamp64Nano({from:Int64})
  AND Timestamp < fromUnixTimestamp64Nano({to:Int64})
  AND /* condition */
GROUP BY key
ORDER BY count DESC, key
LIMIT {limit:UInt32}
