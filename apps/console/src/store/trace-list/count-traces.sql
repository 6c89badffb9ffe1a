-- A trace counts where its newest match is, as in the list. Whether it has no error at all is known
-- only from all of its spans, so that then none is left out before.
SELECT
    toUInt32(intDiv(toUnixTimestamp64Nano(lastMatch) - {start:Int64}, {step:Int64})) AS step,
    toUInt32(count()) AS count,
    toUInt32(countIf(errors > 0)) AS errorCount
FROM
(
    SELECT
        maxIf(Timestamp, /* condition */) AS lastMatch,
        countIf(StatusCode IN ('Error', 'STATUS_CODE_ERROR')) AS errors
    FROM otel_traces
    WHERE Timestamp >= fromUnixTimestamp64Nano({from:Int64})
      AND Timestamp < fromUnixTimestamp64Nano({to:Int64})
      AND TraceId != ''
      AND ({withoutErrors:Bool} OR /* condition */)
    GROUP BY sipHash64(TraceId)
    HAVING countIf(/* condition */) > 0 AND (NOT {withoutErrors:Bool} OR errors = 0)
)
GROUP BY step
ORDER BY step
