-- Calls between services, as on the X-Ray service map. A segment is a call from the service of its parent.
-- A subsegment with a namespace and without a child segment is a call to a service that sent no segment.
-- A subsegment that was sent on its own has no service: the service of its ancestors is used. Parents may
-- start before the range and callees after it: the range is extended by an hour, longer than most calls.
WITH
    late AS
    (
        SELECT DISTINCT TraceId, SegmentId, ParentId
        FROM xray_segments
        WHERE /* range: xray_segments -3600s */
          AND ServiceName = ''
    ),
    -- Follows the parents of each late one, up to 64; a recursive query fails on a Distributed table.
    chains AS
    (
        SELECT
            TraceId,
            SegmentId,
            arrayFold(
                (at, step) -> if(indexOf(ids, at) > 0, parents[indexOf(ids, at)], at),
                range(least(length(ids), 64)),
                SegmentId) AS OwnerId
        FROM
        (
            SELECT TraceId, groupArray(SegmentId) AS ids, groupArray(ParentId) AS parents
            FROM late
            GROUP BY TraceId
        )
        ARRAY JOIN ids AS SegmentId
    ),
    owners AS
    (
        SELECT chains.TraceId AS TraceId, chains.SegmentId AS SegmentId, segments.ServiceName AS owner
        FROM chains
        INNER JOIN
        (
            SELECT TraceId, SegmentId, ServiceName
            FROM xray_segments
            WHERE /* range: xray_segments -3600s */
              AND ServiceName != ''
              AND (TraceId, SegmentId) IN (SELECT TraceId, OwnerId FROM chains)
            LIMIT 1 BY TraceId, SegmentId
        ) AS segments
        ON segments.TraceId = chains.TraceId AND segments.SegmentId = chains.OwnerId
    )
SELECT
    fromName, toName, toType, hasSegment,
    toFloat64(intDiv(start, {period:UInt32}) * {period:UInt32}) AS startSeconds,
    toFloat64(count()) AS total,
    toFloat64(countIf(Fault)) AS faults,
    toFloat64(countIf(NOT Fault AND Throttle)) AS throttles,
    toFloat64(countIf(NOT Fault AND NOT Throttle AND Error)) AS errors,
    sum(Duration) / 1e9 AS totalSeconds,
    -- To two digits, as the histogram has them.
    sumMap([if(Duration < 100, Duration, intDiv(Duration + intDiv(unit, 2), unit) * unit)], [toUInt64(1)]) AS byLength,
    arrayMap(length -> toFloat64(length) / 1e9, byLength.1) AS lengthSeconds,
    arrayMap(calls -> toFloat64(calls), byLength.2) AS lengthCounts
FROM
(
    SELECT
        toUnixTimestamp(Timestamp) AS start,
        *,
        intExp10(toInt8(length(toString(Duration))) - 2) AS unit
    FROM
    (
        SELECT
            callees.Timestamp AS Timestamp, Duration, Fault, Throttle, Error,
            if(callers.caller = '', owners.owner, callers.caller) AS fromName,
            Name AS toName, Origin AS toType, true AS hasSegment
        FROM
        (
            SELECT TraceId, SegmentId, ParentId, Timestamp, Duration, Fault, Throttle, Error, Name, Origin
            FROM xray_segments
            WHERE /* range: xray_segments */
              AND NOT IsSubsegment
            ORDER BY InProgress
            LIMIT 1 BY TraceId, SegmentId
        ) AS callees
        ANY LEFT JOIN
        (
            SELECT TraceId, SegmentId, ServiceName AS caller
            FROM xray_segments
            WHERE /* range: xray_segments -3600s */
              AND (Namespace != '' OR NOT IsSubsegment OR ServiceName = '')
        ) AS callers
        ON callers.TraceId = callees.TraceId AND callers.SegmentId = callees.ParentId
        ANY LEFT JOIN owners
        ON owners.TraceId = callees.TraceId AND owners.SegmentId = callees.ParentId
        UNION ALL
        SELECT
            subsegments.Timestamp AS Timestamp, Duration, Fault, Throttle, Error,
            if(ServiceName = '', owners.owner, ServiceName) AS fromName,
            Name AS toName, toType, false AS hasSegment
        FROM
        (
            SELECT
                TraceId, SegmentId, Timestamp, Duration, Fault, Throttle, Error, Name, ServiceName,
                multiIf(Sql != '', 'Database::SQL', Namespace = 'aws', concat('AWS::', Name), 'remote') AS toType
            FROM xray_segments
            WHERE /* range: xray_segments */
              AND IsSubsegment
              AND Namespace != ''
              AND (TraceId, SegmentId) NOT IN
              (
                  SELECT TraceId, ParentId
                  FROM xray_segments
                  WHERE /* range: xray_segments +3600s */
                    AND NOT IsSubsegment
                    AND ParentId != ''
              )
            ORDER BY InProgress
            LIMIT 1 BY TraceId, SegmentId
        ) AS subsegments
        ANY LEFT JOIN owners ON owners.TraceId = subsegments.TraceId AND owners.SegmentId = subsegments.SegmentId
        WHERE fromName != ''
    )
)
GROUP BY fromName, toName, toType, hasSegment, startSeconds
ORDER BY startSeconds, fromName, toName, toType
