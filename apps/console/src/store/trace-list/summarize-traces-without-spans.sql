-- The name of such a trace is its error, else a segment's request, else its first line.
SELECT
    traceId,
    argMin(service, rank) AS rootService,
    substringUTF8(argMin(title, rank), 1, 300) AS rootOperation,
    toString(min(start)) AS startUnixNano,
    toString(max(end) - min(start)) AS durationNano,
    durationNano AS extentNano,
    toUInt32(0) AS spanCount,
    -- A line and an item often report the same failure.
    toUInt32(greatest(countIf(kind = 'item'), countIf(kind = 'log' AND failed), countIf(kind = 'segment' AND failed))) AS errorCount,
    arraySort(groupUniqArray(service)) AS serviceNames,
    toUInt32(countIf(kind = 'segment')) AS segmentCount,
    toUInt32(countIf(kind = 'log')) AS logCount,
    toUInt32(countIf(kind = 'item')) AS itemCount,
    toString(maxIf(start, start >= {from:Int64} AND start < {to:Int64}
        AND ({service:String} = '' OR service = {service:String})
        AND ({run:String} = '' OR ofRun))) AS lastMatchNano
FROM
(
    SELECT
        TraceId AS traceId, ServiceName AS service, 'log' AS kind, Body AS title,
        SeverityNumber >= 17 AS failed,
        ResourceAttributes['service.instance.id'] = {run:String} AS ofRun,
        toUnixTimestamp64Nano(Timestamp) AS start, toUnixTimestamp64Nano(Timestamp) AS end,
        (2, toUnixTimestamp64Nano(Timestamp)) AS rank
    FROM otel_logs
    WHERE TraceId IN {traceIds:Array(String)}
      AND /* range: otel_logs -86400s +86400s */
    UNION ALL
    SELECT
        TraceId AS traceId, ServiceName AS service, 'item' AS kind, Title AS title,
        true AS failed,
        arrayExists(
            one -> JSONExtractString(one, 'key') = 'service.instance.id'
                AND JSONExtractString(one, 'value') = {run:String},
            JSONExtractArrayRaw(Data, 'attributes')) AS ofRun,
        toUnixTimestamp64Nano(Timestamp) AS start, toUnixTimestamp64Nano(Timestamp) AS end,
        (0, toUnixTimestamp64Nano(Timestamp)) AS rank
    FROM rollbar_items
    WHERE TraceId IN {traceIds:Array(String)}
      AND /* range: rollbar_items -86400s +86400s */
    UNION ALL
    SELECT
        TraceId AS traceId, ServiceName AS service, 'segment' AS kind,
        trim(concat(JSONExtractString(Http, 'request', 'method'), ' ',
            if(path(JSONExtractString(Http, 'request', 'url')) != '', path(JSONExtractString(Http, 'request', 'url')), Name))) AS title,
        Error OR Fault OR Throttle AS failed,
        InstanceId = {run:String} AS ofRun,
        toUnixTimestamp64Nano(Timestamp) AS start,
        toUnixTimestamp64Nano(Timestamp) + toInt64(Duration) AS end,
        (1, toUnixTimestamp64Nano(Timestamp)) AS rank
    FROM xray_segments
    WHERE TraceId IN {traceIds:Array(String)}
      AND /* range: xray_segments -86400s +86400s */
    ORDER BY InProgress
    LIMIT 1 BY TraceId, SegmentId
)
GROUP BY traceId
