(
    SELECT count() > 0
    FROM
    (
        SELECT 1
        FROM otel_traces
        WHERE Timestamp >= fromUnixTimestamp64Nano({from:Int64})
          AND Timestamp < fromUnixTimestamp64Nano({to:Int64})
          AND toStartOfFiveMinutes(Timestamp)
              >= toStartOfFiveMinutes(fromUnixTimestamp64Nano({from:Int64}))
          AND toStartOfFiveMinutes(Timestamp)
              <= toStartOfFiveMinutes(fromUnixTimestamp64Nano(least({to:Int64}, 4294967295000000000)))
          AND has(ResourceAttributes.keys, {resourceKey:String})
        LIMIT 1
    )
)
