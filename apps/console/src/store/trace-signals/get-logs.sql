SELECT
    * EXCEPT (Timestamp, LineId, RetainUntil),
    toString(toUnixTimestamp64Nano(logs.Timestamp)) AS Timestamp
FROM otel_logs AS logs
WHERE logs.TraceId = {traceId:String}
ORDER BY logs.Timestamp, LogAttributes['log.record.uid']
LIMIT {limit:UInt32}
