SELECT substringUTF8(key, 2, 256) AS name, toFloat64(count()) AS count
FROM
(
    SELECT /* group */ AS key
    FROM otel_traces
    WHERE Timestamp >= fromUnixTimestamp64Nano({from:Int64})
      AND Timestamp < fromUnixTimestamp64Nano({to:Int64})
      AND toStartOfFiveMinutes(Timestamp)
          >= toStartOfFiveMinutes(fromUnixTimestamp64Nano({from:Int64}))
      AND toStartOfFiveMinutes(Timestamp)
          <= toStartOfFiveMinutes(fromUnixTimestamp64Nano(least({to:Int64}, 4294967295000000000)))
      AND key != ''
      AND /* condition */
    ORDER BY toStartOfFiveMinutes(Timestamp) DESC
    LIMIT 50000
)
WHERE positionCaseInsensitiveUTF8(name, {containing:String}) > 0 OR {containing:String} = ''
GROUP BY name
ORDER BY count DESC, name
LIMIT {limit:UInt32}
