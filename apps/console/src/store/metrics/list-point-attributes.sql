SELECT DISTINCT arrayJoin(Attributes.keys) AS key
FROM {table:Identifier}
WHERE MetricName = {name:String}
  AND MetricUnit = {unit:String}
  AND /* range: otel_metrics_sum */
  AND /* point condition */
ORDER BY key
LIMIT {limit:UInt32}
