-- Weights of values in a sample of the box and in a sample of all other spans.
SELECT
    key,
    value,
    toFloat64(selectedWeight) AS selected,
    toFloat64(restWeight) AS rest,
    toUInt32(count() OVER (PARTITION BY key)) AS valueCount,
    toFloat64(sum(spans) OVER (PARTITION BY key)) AS keySpans,
    toFloat64(sum(selectedWeight) OVER (PARTITION BY key)) AS keySelected,
    toFloat64(sum(restWeight) OVER (PARTITION BY key)) AS keyRest
FROM
(
    SELECT
        tupleElement(pair, 1) AS key,
        substringUTF8(tupleElement(pair, 2), 1, 256) AS value,
        count() AS spans,
        sumIf(weight, inBox) AS selectedWeight,
        sumIf(weight, NOT inBox) AS restWeight
    FROM
    (
        SELECT
            /* weight */ AS weight,
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
    abs(selectedWeight / {selectedSize:Float64} - restWeight / {restSize:Float64}) DESC,
    value
LIMIT 6 BY key
