-- A trace counts at its newest match, as in the list. Traces without errors need all of their spans.
SELECT
    toUInt32(intDiv(toUnixTimestamp64Nano(lastMatch) - {start:Int64}, {step:Int64})) AS step,
    toUInt32(count()) AS count,
    toUInt32(countIf(errors > 0)) AS errorCount
FROM
(
    SELECT
        maxIf(Timestamp, /* condition */) AS lastMatch,
        countIf(/* is error */) AS errors
    FROM otel_traces
    WHERE /* range: otel_traces */
      AND TraceId != ''
      AND ({withoutErrors:Bool} OR /* condition */)
    GROUP BY sipHash64(TraceId)
    HAVING countIf(/* condition */) > 0 AND (NOT {withoutErrors:Bool} OR errors = 0)
)
GROUP BY step
ORDER BY step
