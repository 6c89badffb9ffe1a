-- Rows of one service since it started, in the units of its ledger. A segment is sent with its
-- subsegments; one that came alone, because it ended late, names no service but the segment it is of.
WITH
    late AS
    (
        SELECT TraceId, SegmentId, ParentId
        FROM xray_segments
        WHERE /* range: xray_segments */
          AND ServiceName = ''
          AND IsSubsegment
    )
SELECT
    toFloat64((
        SELECT count()
        FROM otel_traces
        WHERE /* range: otel_traces */
          AND /* service */
    )) AS spans,
    toFloat64((
        SELECT uniqExact(TraceId, SegmentId)
        FROM xray_segments
        WHERE /* range: xray_segments */
          AND /* service */
          AND NOT IsSubsegment
    ) + (
        SELECT uniqExact(TraceId, SegmentId)
        FROM late
        WHERE (TraceId, ParentId) IN
        (
            SELECT TraceId, SegmentId
            FROM xray_segments
            WHERE /* range: xray_segments */
              AND /* service */
              AND TraceId IN (SELECT TraceId FROM late)
        )
    )) AS segments,
    toFloat64((
        SELECT count()
        FROM otel_logs
        WHERE /* range: otel_logs */
          AND /* service */
    )) AS logs,
    toFloat64((
        SELECT uniqExact(Uuid)
        FROM rollbar_items
        WHERE /* range: rollbar_items */
          AND /* service */
    )) AS errorReports,
    toFloat64((
        SELECT count()
        FROM otel_metrics_gauge
        WHERE /* range: otel_metrics_gauge */
          AND /* service */
    ) + (
        SELECT count()
        FROM otel_metrics_sum
        WHERE /* range: otel_metrics_sum */
          AND /* service */
    ) + (
        SELECT count()
        FROM otel_metrics_histogram
        WHERE /* range: otel_metrics_histogram */
          AND /* service */
    ) + (
        SELECT count()
        FROM otel_metrics_exponential_histogram
        WHERE /* range: otel_metrics_exponential_histogram */
          AND /* service */
    ) + (
        SELECT count()
        FROM otel_metrics_summary
        WHERE /* range: otel_metrics_summary */
          AND /* service */
    )) AS metrics
