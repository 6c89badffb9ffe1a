SELECT
    service,
    name,
    kind,
    any(unit) AS unit,
    any(description) AS description,
    toBool(max(isMonotonic)) AS isMonotonic,
    transform(max(temporality), [1, 2], ['delta', 'cumulative'], 'unspecified') AS temporality,
    toFloat64(sum(points)) AS pointCount,
    toFloat64(count()) AS seriesCount,
    toString(toUnixTimestamp64Nano(min(first))) AS firstUnixNano,
    toString(toUnixTimestamp64Nano(max(last))) AS lastUnixNano,
    if(max(points) < 2, NULL, toString(toUInt64(quantileExactIf(0.5)(
        (toUnixTimestamp64Nano(last) - toUnixTimestamp64Nano(first)) / (points - 1),
        points > 1)))) AS intervalNano
FROM
(
    SELECT
        ServiceName AS service, MetricName AS name, 'gauge' AS kind,
        cityHash64(ScopeName, ResourceAttributes, Attributes) AS series,
        any(MetricUnit) AS unit, any(MetricDescription) AS description,
        false AS isMonotonic, 0 AS temporality,
        count() AS points, toDateTime64(min(TimeUnix), 9) AS first, toDateTime64(max(TimeUnix), 9) AS last
    FROM otel_metrics_gauge
    WHERE ({name:String} = '' OR MetricName = {name:String})
      AND /* range: otel_metrics_gauge */
      AND /* point condition */
    GROUP BY service, name, series
    UNION ALL
    SELECT
        ServiceName AS service, MetricName AS name, 'sum' AS kind,
        cityHash64(ScopeName, ResourceAttributes, Attributes) AS series,
        any(MetricUnit) AS unit, any(MetricDescription) AS description,
        max(IsMonotonic) AS isMonotonic, max(AggregationTemporality) AS temporality,
        count() AS points, toDateTime64(min(TimeUnix), 9) AS first, toDateTime64(max(TimeUnix), 9) AS last
    FROM otel_metrics_sum
    WHERE ({name:String} = '' OR MetricName = {name:String})
      AND /* range: otel_metrics_sum */
      AND /* point condition */
    GROUP BY service, name, series
    UNION ALL
    SELECT
        ServiceName AS service, MetricName AS name, 'histogram' AS kind,
        cityHash64(ScopeName, ResourceAttributes, Attributes) AS series,
        any(MetricUnit) AS unit, any(MetricDescription) AS description,
        false AS isMonotonic, max(AggregationTemporality) AS temporality,
        count() AS points, toDateTime64(min(TimeUnix), 9) AS first, toDateTime64(max(TimeUnix), 9) AS last
    FROM otel_metrics_histogram
    WHERE ({name:String} = '' OR MetricName = {name:String})
      AND /* range: otel_metrics_histogram */
      AND /* point condition */
    GROUP BY service, name, series
    UNION ALL
    SELECT
        ServiceName AS service, MetricName AS name, 'exponentialHistogram' AS kind,
        cityHash64(ScopeName, ResourceAttributes, Attributes) AS series,
        any(MetricUnit) AS unit, any(MetricDescription) AS description,
        false AS isMonotonic, max(AggregationTemporality) AS temporality,
        count() AS points, toDateTime64(min(TimeUnix), 9) AS first, toDateTime64(max(TimeUnix), 9) AS last
    FROM otel_metrics_exponential_histogram
    WHERE ({name:String} = '' OR MetricName = {name:String})
      AND /* range: otel_metrics_exponential_histogram */
      AND /* point condition */
    GROUP BY service, name, series
    UNION ALL
    SELECT
        ServiceName AS service, MetricName AS name, 'summary' AS kind,
        cityHash64(ScopeName, ResourceAttributes, Attributes) AS series,
        any(MetricUnit) AS unit, any(MetricDescription) AS description,
        false AS isMonotonic, 0 AS temporality,
        count() AS points, toDateTime64(min(TimeUnix), 9) AS first, toDateTime64(max(TimeUnix), 9) AS last
    FROM otel_metrics_summary
    WHERE ({name:String} = '' OR MetricName = {name:String})
      AND /* range: otel_metrics_summary */
      AND /* point condition */
    GROUP BY service, name, series
)
GROUP BY service, name, kind
ORDER BY name, service, kind
LIMIT {limit:UInt32}
