-- The largest groups. A Honeycomb SampleRate of n says that a span stands for n.
SELECT
    /* group */ AS key,
    toFloat64(sum(SampleRate)) AS count,
    toUInt32(count() OVER ()) AS groupCount
FROM otel_traces
WHERE Timestamp >= fromUnixTimestamp64Nano({from:Int64})
  AND Timestamp < fromUnixTimestamp64Nano({to:Int64})
  AND toStartOfFiveMinutes(Timestamp)
      >= toStartOfFiveMinutes(fromUnixTimestamp64Nano({from:Int64}))
  AND toStartOfFiveMinutes(Timestamp)
      <= toStartOfFiveMinutes(fromUnixTimestamp64Nano(least({to:Int64}, 4294967295000000000)))
  AND /* condition */
GROUP BY key
ORDER BY count DESC, key
LIMIT {limit:UInt32}
