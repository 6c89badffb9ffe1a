-- The largest operations with their figures, after those of all requests; percentiles as in
-- count-steps.sql.
WITH
    if(
        {isSmall:Bool},
        quantilesExactWeightedIf(0.5, 0.95, 0.99)(Duration, /* weight */, {isSmall:Bool}),
        arrayMap(
            length -> toUInt64(length),
            quantilesTDigestWeightedIf(0.5, 0.95, 0.99)(Duration, /* weight */, NOT {isSmall:Bool}))
    ) AS percentiles
SELECT
    toBool(grouping(service)) AS isAll,
    ServiceName AS service,
    SpanName AS operation,
    /* kind */ AS kind,
    /* is request */ AS isRequest,
    toFloat64(sum(/* weight */)) AS count,
    toFloat64(sumIf(/* weight */, /* is error */)) AS errorCount,
    toBool(max(/* weight */) > 1) AS estimated,
    toString(percentiles[1]) AS p50Nano,
    toString(percentiles[2]) AS p95Nano,
    toString(percentiles[3]) AS p99Nano
FROM /* spans */
WHERE /* range: otel_traces */
  AND /* condition */
GROUP BY GROUPING SETS ((service, operation, kind), (isRequest))
HAVING NOT isAll OR isRequest
ORDER BY isAll DESC, count DESC, service, operation, kind
LIMIT {limit:UInt32}
