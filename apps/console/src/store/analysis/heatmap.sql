-- Eight levels to an octave; who draws may join neighbours.
SELECT
    toUInt32(intDiv(toUnixTimestamp64Nano(Timestamp) - {start:Int64}, {step:Int64})) AS step,
    toInt32(floor(8 * log2(greatest(Duration, 1)))) AS level,
    toFloat64(sum(SampleRate)) AS count,
    toFloat64(sumIf(SampleRate, StatusCode IN ('Error', 'STATUS_CODE_ERROR'))) AS errorCount
FROM otel_traces
WHERE Timestamp >= fromUnixTimestamp64Nano({from:Int64})
  AND Timestamp < fromUnixTimestamp64Nano({to:Int64})
  AND toStartOfFiveMinutes(Timestamp)
      >= toStartOfFiveMinutes(fromUnixTimestamp64Nano({from:Int64}))
  AND toStartOfFiveMinutes(Timestamp)
      <= toStartOfFiveMinutes(fromUnixTimestamp64Nano(least({to:Int64}, 4294967295000000000)))
  AND /* condition */
GROUP BY step, level
ORDER BY step, level
