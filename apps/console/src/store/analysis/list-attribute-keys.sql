-- Spans of one operation have the same keys: each list of keys is counted before it is split.
SELECT name, toFloat64(sum(spans)) AS count
FROM
(
    SELECT arrayJoin(arrayDistinct(arrayMap(key -> toString(key), arrayConcat(spanKeys, resourceKeys)))) AS name, spans
    FROM
    (
        SELECT spanKeys, resourceKeys, count() AS spans
        FROM
        (
            SELECT SpanAttributes.keys AS spanKeys, ResourceAttributes.keys AS resourceKeys
            FROM otel_traces
            WHERE /* range: otel_traces */
              AND /* condition */
            ORDER BY /* newest first: otel_traces */
            LIMIT 50000
        )
        GROUP BY spanKeys, resourceKeys
    )
)
WHERE positionCaseInsensitiveUTF8(name, {containing:String}) > 0 OR {containing:String} = ''
GROUP BY name
ORDER BY count DESC, name
LIMIT {limit:UInt32}
