SELECT substringUTF8(key, 2, 256) AS name, toFloat64(count()) AS count
FROM
(
    SELECT /* group */ AS key
    FROM otel_traces
    WHERE /* range: otel_traces */
      AND key != ''
      AND /* condition */
    ORDER BY /* newest first: otel_traces */
    LIMIT 50000
)
WHERE positionCaseInsensitiveUTF8(name, {containing:String}) > 0 OR {containing:String} = ''
GROUP BY name
ORDER BY count DESC, name
LIMIT {limit:UInt32}
