SELECT
    service,
    toFloat64(sum(isSpan)) AS spans,
    toFloat64(sum(isSegment)) AS segments,
    toFloat64(sum(isLog)) AS logs,
    toFloat64(sum(isError)) AS errors
FROM
(
    SELECT ServiceName AS service, count() AS isSpan, 0 AS isSegment, 0 AS isLog, 0 AS isError
    FROM /* spans */
    WHERE /* range: otel_traces */
    GROUP BY service
    UNION ALL
    SELECT ServiceName AS service, 0, uniq(TraceId, SegmentId), 0, 0
    FROM xray_segments
    WHERE /* range: xray_segments */
    GROUP BY service
    UNION ALL
    SELECT ServiceName AS service, 0, 0, count(), 0
    FROM otel_logs
    WHERE /* range: otel_logs */
    GROUP BY service
    UNION ALL
    SELECT ServiceName AS service, 0, 0, 0, count()
    FROM rollbar_items
    WHERE /* range: rollbar_items */
    GROUP BY service
)
WHERE service != ''
GROUP BY service
ORDER BY service
LIMIT 1000
