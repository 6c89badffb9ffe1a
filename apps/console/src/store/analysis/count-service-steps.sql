-- Figures of each service, or of each operation of each service, by step. A span with SampleRate n counts
-- n times.
SELECT
    ServiceName AS service,
    if({byOperation:Bool}, SpanName, '') AS operation,
    toUInt32(intDiv(toUnixTimestamp64Nano(Timestamp) - {start:Int64}, {step:Int64})) AS step,
    toFloat64(sum(/* weight */)) AS count,
    toFloat64(sumIf(/* weight */, /* is error */)) AS errorCount,
    toFloat64(quantileTDigestWeighted({quantile:Float64})(Duration, /* weight */)) AS durationNano
FROM /* spans */
WHERE /* range: otel_traces */
  AND /* condition */
GROUP BY service, operation, step
ORDER BY service, operation, step
LIMIT {limit:UInt32}
