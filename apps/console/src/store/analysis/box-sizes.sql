SELECT toFloat64(countIf(inBox)) AS selected, toFloat64(countIf(NOT inBox)) AS rest
FROM
(
    SELECT
        Timestamp >= fromUnixTimestamp64Nano({boxFrom:Int64})
            AND Timestamp < fromUnixTimestamp64Nano({boxTo:Int64})
            AND Duration >= {minDuration:UInt64}
            AND Duration < {maxDuration:UInt64} AS inBox
    FROM otel_traces
    WHERE Timestamp >= fromUnixTimestamp64Nano({from:Int64})
      AND Timestamp < fromUnixTimestamp64Nano({to:Int64})
      AND toStartOfFiveMinutes(Timestamp)
          >= toStartOfFiveMinutes(fromUnixTimestamp64Nano({from:Int64}))
      AND toStartOfFiveMinutes(Timestamp)
          <= toStartOfFiveMinutes(fromUnixTimestamp64Nano(least({to:Int64}, 4294967295000000000)))
      AND /* condition */
)
