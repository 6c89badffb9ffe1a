SELECT
    ServiceName AS name,
    toUInt32(sum(Spans)) AS spanCount,
    toUInt32(sum(Errors)) AS errorCount,
    toString(toUnixTimestamp64Nano(max(LastSeen))) AS lastSeenUnixNano
FROM console_service_totals
GROUP BY ServiceName
ORDER BY ServiceName
