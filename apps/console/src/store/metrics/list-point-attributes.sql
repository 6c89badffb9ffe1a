SELECT DISTINCT arrayJoin(Attributes.keys) AS key
FROM {table:Identifier}
WHERE /* points: otel_metrics_sum */
ORDER BY key
LIMIT {limit:UInt32}
