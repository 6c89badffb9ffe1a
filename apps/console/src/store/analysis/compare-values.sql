-- Shares of a sample tell what sets the box apart as well as all spans would.
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
                    ('kind', lower(replaceOne(SpanKind, 'SPAN_KIND_', ''))),
                    ('status', multiIf(
                        StatusCode IN ('Error', 'STATUS_CODE_ERROR'), 'error',
                        StatusCode IN ('Ok', 'STATUS_CODE_OK'), 'ok', 'unset'))
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
        FROM otel_traces
        WHERE Timestamp >= fromUnixTimestamp64Nano({from:Int64})
          AND Timestamp < fromUnixTimestamp64Nano({to:Int64})
          AND toStartOfFiveMinutes(Timestamp)
              >= toStartOfFiveMinutes(fromUnixTimestamp64Nano({from:Int64}))
          AND toStartOfFiveMinutes(Timestamp)
              <= toStartOfFiveMinutes(fromUnixTimestamp64Nano(least({to:Int64}, 4294967295000000000)))
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
