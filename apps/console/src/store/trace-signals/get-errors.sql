SELECT
    /* columns: rollbar_items AS items */,
    toString(toUnixTimestamp64Nano(items.Timestamp)) AS Timestamp
FROM rollbar_items AS items
WHERE items.TraceId IN {traceIds:Array(String)}
ORDER BY items.Timestamp, Uuid
LIMIT {limit:UInt32} BY TraceId
