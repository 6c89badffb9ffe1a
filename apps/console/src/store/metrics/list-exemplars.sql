-- The largest values of each step, one per trace.
SELECT timeUnixNano, value, traceId, spanId, groupValue
FROM
(
    SELECT
        toString(toUnixTimestamp64Nano(toDateTime64(exemplarTime, 9))) AS timeUnixNano,
        exemplarValue AS value,
        exemplarTraceId AS traceId,
        exemplarSpanId AS spanId,
        /* point group */ AS groupValue,
        intDiv(toUnixTimestamp64Nano(toDateTime64(exemplarTime, 9)) - {stepStart:Int64}, {step:Int64}) AS step
    FROM {table:Identifier}
    ARRAY JOIN
        Exemplars.TimeUnix AS exemplarTime,
        Exemplars.Value AS exemplarValue,
        Exemplars.TraceId AS exemplarTraceId,
        Exemplars.SpanId AS exemplarSpanId
    WHERE /* points: otel_metrics_sum */
      AND exemplarTraceId != ''
      AND exemplarTime >= fromUnixTimestamp64Nano({stepStart:Int64})
      AND isFinite(exemplarValue)
    ORDER BY exemplarValue DESC
    LIMIT 1 BY exemplarTraceId
)
ORDER BY value DESC
LIMIT 3 BY step
LIMIT {limit:UInt32}
