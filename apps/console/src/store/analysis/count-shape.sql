-- Decides which figures are exact: the number of rows of a range, up to a limit; if there are fewer, the number of
-- spans; otherwise the number of rows that repeat a span, up to a limit.
WITH
    (
        SELECT count()
        FROM
        (
            SELECT 1
            FROM otel_traces
            WHERE /* range: otel_traces */
            LIMIT {limit:UInt32}
        )
    ) AS rows
SELECT
    toUInt32(rows) AS rowCount,
    toUInt32((
        SELECT uniqExact(TraceId, SpanId, SpanKind, ServiceName)
        FROM otel_traces
        WHERE rows < {limit:UInt32}
          AND /* range: otel_traces */
    )) AS spanCount,
    toUInt32((
        SELECT count()
        FROM
        (
            SELECT 1
            FROM otel_traces
            WHERE rows = {limit:UInt32}
              AND /* is repeat */
              AND /* range: otel_traces */
            LIMIT {limit:UInt32}
        )
    )) AS repeatCount
