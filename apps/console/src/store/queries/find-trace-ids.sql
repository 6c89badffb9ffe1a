-- A condition is put in place of the mark; its values are bound. It is looked at before the time, which
-- the sort key has narrowed already.
SELECT TraceId AS traceId, toString(toUnixTimestamp64Nano(max(Timestamp) AS LastMatch)) AS lastMatchNano
FROM otel_traces
PREWHERE /* condition */
WHERE Timestamp >= fromUnixTimestamp64Nano({from:Int64})
  AND Timestamp < fromUnixTimestamp64Nano({to:Int64})
  AND toStartOfFiveMinutes(Timestamp)
      >= toStartOfFiveMinutes(fromUnixTimestamp64Nano({from:Int64}))
  AND toStartOfFiveMinutes(Timestamp)
      <= toStartOfFiveMinutes(fromUnixTimestamp64Nano(least({to:Int64}, 4294967295000000000)))
  AND TraceId != ''
GROUP BY TraceId
HAVING {after:Int64} = 0
    OR LastMatch < fromUnixTimestamp64Nano({after:Int64})
    OR (LastMatch = fromUnixTimestamp64Nano({after:Int64}) AND TraceId > {afterTraceId:String})
ORDER BY LastMatch DESC, TraceId
LIMIT {limit:UInt32}
