SELECT
    /* columns: otel_logs AS logs */,
    toString(toUnixTimestamp64Nano(logs.Timestamp)) AS Timestamp
FROM otel_logs AS logs
WHERE logs.TraceId = {traceId:String}
ORDER BY logs.Timestamp, /* line id: otel_logs */
LIMIT {limit:UInt32}
