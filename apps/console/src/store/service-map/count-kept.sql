-- Rows of one service since it started, in the units of its ledger. A segment is sent with its
-- subsegments; one that came alone, because it ended late, names no service but the segment it is of.
WITH
    late AS
    (
        SELECT TraceId, SegmentId, ParentId
        FROM xray_segments
        WHERE Timestamp >= fromUnixTimestamp64Nano({from:Int64})
          AND Timestamp < fromUnixTimestamp64Nano({to:Int64})
          AND ServiceName = ''
          AND IsSubsegment
    )
SELECT
    toFloat64((
        SELECT count()
        FROM otel_traces
        WHERE Timestamp >= fromUnixTimestamp64Nano({from:Int64})
          AND Timestamp < fromUnixTimestamp64Nano({to:Int64})
          AND ServiceName = {service:String}
    )) AS spans,
    toFloat64((
        SELECT uniqExact(TraceId, SegmentId)
        FROM xray_segments
        WHERE Timestamp >= fromUnixTimestamp64Nano({from:Int64})
          AND Timestamp < fromUnixTimestamp64Nano({to:Int64})
          AND ServiceName = {service:String}
          AND NOT IsSubsegment
    ) + (
        SELECT uniqExact(TraceId, SegmentId)
        FROM late
        WHERE (TraceId, ParentId) IN
        (
            SELECT TraceId, SegmentId
            FROM xray_segments
            WHERE Timestamp >= fromUnixTimestamp64Nano({from:Int64})
              AND Timestamp < fromUnixTimestamp64Nano({to:Int64})
              AND ServiceName = {service:String}
              AND TraceId IN (SELECT TraceId FROM late)
        )
    )) AS segments,
    toFloat64((
        SELECT count()
        FROM otel_logs
        WHERE Timestamp >= fromUnixTimestamp64Nano({from:Int64})
          AND Timestamp < fromUnixTimestamp64Nano({to:Int64})
          AND ServiceName = {service:String}
    )) AS logs,
    toFloat64((
        SELECT uniqExact(Uuid)
        FROM rollbar_items
        WHERE Timestamp >= fromUnixTimestamp64Nano({from:Int64})
          AND Timestamp < fromUnixTimestamp64Nano({to:Int64})
          AND ServiceName = {service:String}
    )) AS errorReports,
    toFloat64((
        SELECT count()
        FROM otel_metrics_gauge
        WHERE TimeUnix >= fromUnixTimestamp64Nano({from:Int64})
          AND TimeUnix < fromUnixTimestamp64Nano({to:Int64})
          AND ServiceName = {service:String}
    ) + (
        SELECT count()
        FROM otel_metrics_sum
        WHERE TimeUnix >= fromUnixTimestamp64Nano({from:Int64})
          AND TimeUnix < fromUnixTimestamp64Nano({to:Int64})
          AND ServiceName = {service:String}
    ) + (
        SELECT count()
        FROM otel_metrics_histogram
        WHERE TimeUnix >= fromUnixTimestamp64Nano({from:Int64})
          AND TimeUnix < fromUnixTimestamp64Nano({to:Int64})
          AND ServiceName = {service:String}
    ) + (
        SELECT count()
        FROM otel_metrics_exponential_histogram
        WHERE TimeUnix >= fromUnixTimestamp64Nano({from:Int64})
          AND TimeUnix < fromUnixTimestamp64Nano({to:Int64})
          AND ServiceName = {service:String}
    ) + (
        SELECT count()
        FROM otel_metrics_summary
        WHERE TimeUnix >= fromUnixTimestamp64Nano({from:Int64})
          AND TimeUnix < fromUnixTimestamp64Nano({to:Int64})
          AND ServiceName = {service:String}
    )) AS metrics
