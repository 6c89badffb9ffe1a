SELECT
    ServiceName AS name,
    toUInt32(sum(Spans)) AS spanCount,
    toUInt32(sum(Errors)) AS errorCount,
    toUInt32(sum(Segments)) AS segmentCount,
    toUInt32(sum(LogLines)) AS logCount,
    toUInt32(sum(Items)) AS itemCount,
    toString(toUnixTimestamp64Nano(max(LastSeen))) AS lastSeenUnixNano
FROM console_service_minutes
WHERE Minute >= toStartOfMinute(fromUnixTimestamp64Nano({from:Int64}))
  AND Minute < fromUnixTimestamp64Nano({to:Int64})
GROUP BY ServiceName
ORDER BY ServiceName
