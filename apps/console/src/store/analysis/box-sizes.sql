SELECT toFloat64(countIf(inBox)) AS selected, toFloat64(countIf(NOT inBox)) AS rest
FROM
(
    SELECT
        Timestamp >= fromUnixTimestamp64Nano({boxFrom:Int64})
            AND Timestamp < fromUnixTimestamp64Nano({boxTo:Int64})
            AND Duration >= {minDuration:UInt64}
            AND Duration < {maxDuration:UInt64} AS inBox
    FROM /* spans */
    WHERE /* range: otel_traces */
      AND /* condition */
)
