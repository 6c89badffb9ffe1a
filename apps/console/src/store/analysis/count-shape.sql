-- Number of rows of a range, up to a limit, and of spans if there are fewer rows: decides which figures are exact.
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
SELECT toUInt32(rows) AS rowCount, toUInt32(uniqExact(TraceId, SpanId, SpanKind, ServiceName)) AS spanCount
FROM otel_traces
WHERE rows < {limit:UInt32}
  AND /* range: otel_traces */
