-- Spans may be there twice, because exporters send again what was not acknowledged in time.
WITH
    (
        SELECT (min(Start), max(End) + 1)
        FROM otel_traces_trace_id_ts
        WHERE TraceId IN {traceIds:Array(String)}
    ) AS bounds
SELECT
    traceId,
    tupleElement(argMin(firstSpan, rootRank), 1) AS rootService,
    tupleElement(argMin(firstSpan, rootRank), 2) AS rootOperation,
    toString(min(startNano) AS traceStart) AS startUnixNano,
    toString(greatest(max(endNano) - traceStart, 0)) AS durationNano,
    toUInt32(sum(spans)) AS spanCount,
    toUInt32(sum(errors)) AS errorCount,
    arraySort(groupArray((service, toUInt32(spans), toUInt32(errors)))) AS services,
    toString(max(lastMatch)) AS lastMatchNano
FROM
(
    SELECT
        TraceId AS traceId,
        ServiceName AS service,
        uniqExact(SpanId) AS spans,
        uniqExactIf(SpanId, StatusCode IN ('Error', 'STATUS_CODE_ERROR')) AS errors,
        min(toUnixTimestamp64Nano(Timestamp)) AS startNano,
        max(toUnixTimestamp64Nano(Timestamp) + toInt64(Duration)) AS endNano,
        min((ParentSpanId != '', Timestamp)) AS rootRank,
        argMin((ServiceName, SpanName), (ParentSpanId != '', Timestamp)) AS firstSpan,
        maxIf(
            toUnixTimestamp64Nano(Timestamp),
            Timestamp >= fromUnixTimestamp64Nano({from:Int64})
                AND Timestamp < fromUnixTimestamp64Nano({to:Int64})
                AND /* condition */
        ) AS lastMatch
    FROM otel_traces
    WHERE TraceId IN {traceIds:Array(String)}
      AND Timestamp >= tupleElement(bounds, 1)
      AND Timestamp <= tupleElement(bounds, 2)
      AND toStartOfFiveMinutes(Timestamp) >= toStartOfFiveMinutes(tupleElement(bounds, 1))
      AND toStartOfFiveMinutes(Timestamp) <= toStartOfFiveMinutes(tupleElement(bounds, 2))
    GROUP BY TraceId, ServiceName
)
GROUP BY traceId
