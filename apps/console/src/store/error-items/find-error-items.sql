-- Counters and first occurrences cover all stored data, the other columns the matching occurrences.
SELECT
    fingerprint,
    counter,
    title,
    exceptionClass,
    level,
    culprit,
    services,
    environments,
    codeVersions,
    toString(toUnixTimestamp64Nano(firstSeen)) AS firstSeenUnixNano,
    toString(toUnixTimestamp64Nano(lastSeen)) AS lastSeenUnixNano,
    occurrenceCount,
    traceCount
FROM
(
    SELECT *, toUInt32(row_number() OVER (ORDER BY firstSeen, fingerprint)) AS counter
    FROM
    (
        SELECT
            Fingerprint AS fingerprint,
            min(Timestamp) AS firstSeen,
            maxIf(Timestamp, isSelected) AS lastSeen,
            argMaxIf(Title, Timestamp, isSelected) AS title,
            argMaxIf(ExceptionClass, Timestamp, isSelected) AS exceptionClass,
            argMaxIf(Level, Timestamp, isSelected) AS level,
            argMaxIf(
                arrayStringConcat(arrayFilter(part -> part != '', [
                    Context,
                    if(Frame = '', '', concat(
                        JSONExtractString(Frame, 'filename'), ':', JSONExtractRaw(Frame, 'lineno')))
                ]), ' · '),
                Timestamp, isSelected) AS culprit,
            arraySort(groupUniqArrayIf(20)(ServiceName, isSelected AND ServiceName != '')) AS services,
            arraySort(groupUniqArrayIf(20)(Environment, isSelected)) AS environments,
            arraySort(groupUniqArrayIf(20)(CodeVersion, isSelected AND CodeVersion != '')) AS codeVersions,
            toUInt32(uniqExactIf(Uuid, isSelected)) AS occurrenceCount,
            toUInt32(uniqExactIf(TraceId, isSelected AND TraceId != '')) AS traceCount
        FROM
        (
            SELECT
                *,
                arrayFilter(
                    frame -> NOT match(JSONExtractString(frame, 'filename'), '^$|^node:|/node_modules/'),
                    arrayConcat(
                        JSONExtractArrayRaw(Data, 'body', 'trace', 'frames'),
                        JSONExtractArrayRaw(Data, 'body', 'trace_chain', 1, 'frames')))[-1] AS Frame,
                /* range: rollbar_items */
                    AND /* service */
                    AND ({environment:String} = '' OR Environment = {environment:String})
                    AND ({level:String} = '' OR Level = {level:String})
                    AND /* run: rollbar_items */ AS isSelected
            FROM rollbar_items
        )
        GROUP BY Fingerprint
    )
)
WHERE occurrenceCount > 0
  AND ({fingerprint:String} = '' OR fingerprint = {fingerprint:String})
  AND (
      {after:Int64} = 0
      OR lastSeen < fromUnixTimestamp64Nano({after:Int64})
      OR (lastSeen = fromUnixTimestamp64Nano({after:Int64}) AND fingerprint > {afterFingerprint:String})
  )
ORDER BY lastSeen DESC, fingerprint
LIMIT {limit:UInt32}
