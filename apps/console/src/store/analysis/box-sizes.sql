SELECT
    toFloat64(countIf(inBox)) AS selected,
    toFloat64(countIf(NOT inBox)) AS rest,
    toFloat64(sumIf(weight, inBox)) AS selectedWeight,
    toFloat64(sumIf(weight, NOT inBox)) AS restWeight,
    toBool(max(weight) > 1) AS estimated
FROM
(
    SELECT
        /* weight */ AS weight,
        Timestamp >= fromUnixTimestamp64Nano({boxFrom:Int64})
            AND Timestamp < fromUnixTimestamp64Nano({boxTo:Int64})
            AND Duration >= {minDuration:UInt64}
            AND Duration < {maxDuration:UInt64} AS inBox
    FROM /* spans */
    WHERE /* range: otel_traces */
      AND /* condition */
)
