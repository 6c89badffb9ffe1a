SELECT
    ServiceName AS service,
    MetricName AS name,
    kind,
    any(MetricUnit) AS unit,
    any(MetricDescription) AS description,
    toBool(max(isMonotonic)) AS isMonotonic,
    transform(max(temporality), [1, 2], ['delta', 'cumulative'], 'unspecified') AS temporality,
    toFloat64(count()) AS pointCount,
    toFloat64(uniq(series)) AS seriesCount,
    toString(toUnixTimestamp64Nano(max(TimeUnix))) AS lastUnixNano
FROM
(
    SELECT
        ServiceName, MetricName, MetricUnit, MetricDescription, 'gauge' AS kind,
        false AS isMonotonic, 0 AS temporality, TimeUnix,
        cityHash64(ScopeName, ResourceAttributes['service.instance.id'], Attributes) AS series
    FROM otel_metrics_gauge
    WHERE /* range: otel_metrics_gauge */
      AND /* service */
    UNION ALL
    SELECT
        ServiceName, MetricName, MetricUnit, MetricDescription, 'sum' AS kind,
        IsMonotonic AS isMonotonic, AggregationTemporality AS temporality, TimeUnix,
        cityHash64(ScopeName, ResourceAttributes['service.instance.id'], Attributes) AS series
    FROM otel_metrics_sum
    WHERE /* range: otel_metrics_sum */
      AND /* service */
    UNION ALL
    SELECT
        ServiceName, MetricName, MetricUnit, MetricDescription, 'histogram' AS kind,
        false AS isMonotonic, AggregationTemporality AS temporality, TimeUnix,
        cityHash64(ScopeName, ResourceAttributes['service.instance.id'], Attributes) AS series
    FROM otel_metrics_histogram
    WHERE /* range: otel_metrics_histogram */
      AND /* service */
    UNION ALL
    SELECT
        ServiceName, MetricName, MetricUnit, MetricDescription, 'exponentialHistogram' AS kind,
        false AS isMonotonic, AggregationTemporality AS temporality, TimeUnix,
        cityHash64(ScopeName, ResourceAttributes['service.instance.id'], Attributes) AS series
    FROM otel_metrics_exponential_histogram
    WHERE /* range: otel_metrics_exponential_histogram */
      AND /* service */
    UNION ALL
    SELECT
        ServiceName, MetricName, MetricUnit, MetricDescription, 'summary' AS kind,
        false AS isMonotonic, 0 AS temporality, TimeUnix,
        cityHash64(ScopeName, ResourceAttributes['service.instance.id'], Attributes) AS series
    FROM otel_metrics_summary
    WHERE /* range: otel_metrics_summary */
      AND /* service */
)
GROUP BY service, name, kind
ORDER BY name, service, kind
LIMIT {limit:UInt32}
