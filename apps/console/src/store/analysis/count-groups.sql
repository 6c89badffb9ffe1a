-- The largest groups. A span with SampleRate n counts n times.
SELECT
    /* group */ AS key,
    toFloat64(sum(/* weight */)) AS count,
    toUInt32(count() OVER ()) AS groupCount
FROM /* spans */
WHERE /* range: otel_traces */
  AND /* condition */
GROUP BY key
ORDER BY count DESC, key
LIMIT {limit:UInt32}
