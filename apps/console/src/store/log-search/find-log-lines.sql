SELECT
    /* columns: otel_logs AS logs */,
    toString(toUnixTimestamp64Nano(logs.Timestamp)) AS Timestamp,
    leftPad(toString(/* line id: otel_logs */), 20, '0') AS Id
FROM otel_logs AS logs
WHERE /* range: otel_logs AS logs */
  AND (
      {after:Int64} = 0
      OR logs.Timestamp < fromUnixTimestamp64Nano({after:Int64})
      OR (logs.Timestamp = fromUnixTimestamp64Nano({after:Int64}) AND Id < {afterId:String})
  )
  AND ({group:String} = '' OR ResourceAttributes['aws.log.group.names'] = {group:String})
  AND ({stream:String} = '' OR ResourceAttributes['aws.log.stream.names'] = {stream:String})
  AND /* service */
  AND /* run: otel_logs */
  AND ({traceId:String} = '' OR TraceId = {traceId:String})
  AND SeverityNumber >= {minSeverityNumber:UInt8}
ORDER BY logs.Timestamp DESC, Id DESC
LIMIT {limit:UInt32}
