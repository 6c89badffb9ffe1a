-- Shares of values in a sample of the box and in a sample of all other spans.
SELECT
    key,
    value,
    toFloat64(selectedSpans) AS selected,
    toFloat64(restSpans) AS rest,
    toUInt32(count() OVER (PARTITION BY key)) AS valueCount,
    toFloat64(sum(selectedSpans) OVER (PARTITION BY key)) AS keySelected,
    toFloat64(sum(restSpans) OVER (PARTITION BY key)) AS keyRest
FROM
(
    SELECT
        tupleElement(pair, 1) AS key,
        substringUTF8(tupleElement(pair, 2), 1, 256) AS value,
        countIf(inBox) AS selectedSpans,
        countIf(NOT inBox) AS restSpans
    FROM
    (
        SELECT
            Timestamp >= fromUnixTimestamp64Nano({boxFrom:Int64})
                AND Timestamp < fromUnixTimestamp64Nano({boxTo:Int64})
                AND Duration >= {minDuration:UInt64}
                AND Duration < {maxDuration:UInt64} AS inBox,
            arrayConcat(
                [
                    ('service', toString(ServiceName)),
                    ('operation', toString(SpanName)),
                    ('kind', /* kind */),
                    ('status', /* status */)
                ],
                arrayZip(
                    arrayMap(key -> toString(key), mapKeys(SpanAttributes)),
                    mapValues(SpanAttributes)),
                arrayFilter(
                    pair -> NOT mapContains(SpanAttributes, tupleElement(pair, 1)),
                    arrayZip(
                        arrayMap(key -> toString(key), mapKeys(ResourceAttributes)),
                        mapValues(ResourceAttributes)))
            ) AS pairs
        FROM /* spans */
        WHERE /* range: otel_traces */
          AND /* condition */
          AND cityHash64(SpanId) % if(inBox, {everySelected:UInt32}, {everyRest:UInt32}) = 0
    )
    ARRAY JOIN pairs AS pair
    GROUP BY key, value
)
ORDER BY
    key,
    abs(selectedSpans / {selectedSize:Float64} - restSpans / {restSize:Float64}) DESC,
    value
LIMIT 6 BY key
