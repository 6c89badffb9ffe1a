-- Spans of a trace that began a day before its lines, or after them, still count as arrived.
SELECT traceId, toString(toUnixTimestamp64Nano(max(last) AS LastMatch)) AS lastMatchNano
FROM
(
    SELECT TraceId AS traceId, max(Timestamp) AS last, countIf(SeverityNumber >= 17) AS errors
    FROM otel_logs
    WHERE Timestamp >= fromUnixTimestamp64Nano({from:Int64})
      AND Timestamp < fromUnixTimestamp64Nano({to:Int64})
      AND TraceId != ''
      AND ({service:String} = '' OR ServiceName = {service:String})
      AND ({run:String} = '' OR ResourceAttributes['service.instance.id'] = {run:String})
    GROUP BY TraceId
    UNION ALL
    SELECT TraceId AS traceId, max(Timestamp) AS last, count() AS errors
    FROM rollbar_items
    WHERE Timestamp >= fromUnixTimestamp64Nano({from:Int64})
      AND Timestamp < fromUnixTimestamp64Nano({to:Int64})
      AND TraceId != ''
      AND ({service:String} = '' OR ServiceName = {service:String})
      AND ({run:String} = '' OR arrayExists(
          one -> JSONExtractString(one, 'key') = 'service.instance.id'
              AND JSONExtractString(one, 'value') = {run:String},
          JSONExtractArrayRaw(Data, 'attributes')))
    GROUP BY TraceId
    UNION ALL
    SELECT TraceId AS traceId, max(Timestamp) AS last, countIf(Error OR Fault OR Throttle) AS errors
    FROM xray_segments
    WHERE Timestamp >= fromUnixTimestamp64Nano({from:Int64})
      AND Timestamp < fromUnixTimestamp64Nano({to:Int64})
      AND TraceId != ''
      AND ({service:String} = '' OR ServiceName = {service:String})
      AND ({run:String} = '' OR InstanceId = {run:String})
    GROUP BY TraceId
)
WHERE traceId NOT IN
(
    -- Of these traces only: there may be a million others with spans.
    SELECT TraceId
    FROM otel_traces_trace_id_ts
    WHERE Start >= fromUnixTimestamp64Nano({from:Int64}) - INTERVAL 1 DAY
      AND Start < fromUnixTimestamp64Nano({to:Int64}) + INTERVAL 1 DAY
      AND TraceId IN
      (
          SELECT TraceId FROM otel_logs
          WHERE Timestamp >= fromUnixTimestamp64Nano({from:Int64})
            AND Timestamp < fromUnixTimestamp64Nano({to:Int64})
          UNION ALL
          SELECT TraceId FROM rollbar_items
          WHERE Timestamp >= fromUnixTimestamp64Nano({from:Int64})
            AND Timestamp < fromUnixTimestamp64Nano({to:Int64})
          UNION ALL
          SELECT TraceId FROM xray_segments
          WHERE Timestamp >= fromUnixTimestamp64Nano({from:Int64})
            AND Timestamp < fromUnixTimestamp64Nano({to:Int64})
      )
)
GROUP BY traceId
HAVING ({after:Int64} = 0
        OR LastMatch < fromUnixTimestamp64Nano({after:Int64})
        OR (LastMatch = fromUnixTimestamp64Nano({after:Int64}) AND traceId > {afterTraceId:String}))
   AND ({status:String} = '' OR ({status:String} = 'error') = (sum(errors) > 0))
ORDER BY LastMatch DESC, traceId
LIMIT {limit:UInt32}
