SELECT name, toFloat64(count()) AS count
FROM
(
    SELECT arrayJoin(arrayDistinct(arrayMap(key -> toString(key),
        arrayConcat(mapKeys(SpanAttributes), mapKeys(ResourceAttributes))))) AS name
    FROM
    (
        SELECT SpanAttributes, ResourceAttributes
        FROM otel_traces
        WHERE /* range: otel_traces */
          AND /* condition */
        ORDER BY /* newest first: otel_traces */
        LIMIT 50000
    )
)
WHERE positionCaseInsensitiveUTF8(name, {containing:String}) > 0 OR {containing:String} = ''
GROUP BY name
ORDER BY count DESC, name
LIMIT {limit:UInt32}
