-- The largest operations with their figures, and first those of all spans; percentiles as in
-- count-groups.sql.
WITH
    (
        SELECT count() <= 100000
        FROM otel_traces
        WHERE Timestamp >= fromUnixTimestamp64Nano({from:Int64})
          AND Timestamp < fromUnixTimestamp64Nano({to:Int64})
    ) AS isSmall,
    if(
        isSmall,
        quantilesExactWeightedIf(0.5, 0.95, 0.99)(Duration, SampleRate, isSmall),
        arrayMap(
            length -> toUInt64(length),
            quantilesTDigestWeightedIf(0.5, 0.95, 0.99)(Duration, SampleRate, NOT isSmall))
    ) AS percentiles
SELECT
    toBool(grouping(service)) AS isAll,
    ServiceName AS service,
    SpanName AS operation,
    lower(replaceOne(SpanKind, 'SPAN_KIND_', '')) AS kind,
    toFloat64(sum(SampleRate)) AS count,
    toFloat64(sumIf(SampleRate, StatusCode IN ('Error', 'STATUS_CODE_ERROR'))) AS errorCount,
    toString(percentiles[1]) AS p50Nano,
    toString(percentiles[2]) AS p95Nano,
    toString(percentiles[3]) AS p99Nano
FROM otel_traces
WHERE Timestamp >= fromUnixTimestamp64Nano({from:Int64})
  AND Timestamp < fromUnixTimestamp64Nano({to:Int64})
  AND /* condition */
GROUP BY GROUPING SETS ((service, operation, kind), ())
ORDER BY isAll DESC, count DESC, service, operation, kind
LIMIT {limit:UInt32}
