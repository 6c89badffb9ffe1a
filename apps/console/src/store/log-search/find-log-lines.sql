-- A sender may send again what was not acknowledged in time; the line is answered once.
SELECT
    logs.* EXCEPT (Timestamp, LineId, RetainUntil),
    toString(toUnixTimestamp64Nano(logs.Timestamp)) AS Timestamp,
    LogAttributes['log.record.uid'] AS uid,
    if(
        length(uid) BETWEEN 1 AND 128,
        uid,
        leftPad(lower(hex(sipHash64(TraceId, SpanId, ServiceName, SeverityText, Body))), 16, '0')
    ) AS Id
FROM otel_logs AS logs
WHERE logs.Timestamp >= fromUnixTimestamp64Nano({from:Int64})
  AND logs.Timestamp < fromUnixTimestamp64Nano({to:Int64})
  AND (
      {after:Int64} = 0
      OR logs.Timestamp < fromUnixTimestamp64Nano({after:Int64})
      OR (logs.Timestamp = fromUnixTimestamp64Nano({after:Int64}) AND Id < {afterId:String})
  )
  AND ({group:String} = '' OR ResourceAttributes['aws.log.group.names'] = {group:String})
  AND ({stream:String} = '' OR ResourceAttributes['aws.log.stream.names'] = {stream:String})
  AND ({service:String} = '' OR ServiceName = {service:String})
  AND ({run:String} = '' OR ResourceAttributes['service.instance.id'] = {run:String})
  AND ({traceId:String} = '' OR TraceId = {traceId:String})
  AND SeverityNumber >= {minSeverityNumber:UInt8}
ORDER BY logs.Timestamp DESC, Id DESC
LIMIT 1 BY logs.Timestamp, Id
LIMIT {limit:UInt32}
