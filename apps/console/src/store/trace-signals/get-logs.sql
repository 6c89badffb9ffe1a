SELECT
    /* columns: otel_logs AS logs */,
    toString(toUnixTimestamp64Nano(logs.Timestamp)) AS Timestamp
FROM otel_logs AS logs
WHERE logs.TraceId IN {traceIds:Array(String)}
ORDER BY logs.Timestamp, /* line id: otel_logs */
LIMIT {limit:UInt32} BY TraceId
