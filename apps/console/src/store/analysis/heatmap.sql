-- Eight levels per octave; the caller merges neighbors.
SELECT
    toUInt32(intDiv(toUnixTimestamp64Nano(Timestamp) - {start:Int64}, {step:Int64})) AS step,
    toInt32(floor(8 * log2(greatest(Duration, 1)))) AS level,
    toFloat64(sum(/* weight */)) AS count,
    toFloat64(sumIf(/* weight */, /* is error */)) AS errorCount,
    toBool(max(/* weight */) > 1) AS estimated
FROM /* spans */
WHERE /* range: otel_traces */
  AND /* condition */
GROUP BY step, level
ORDER BY step, level
