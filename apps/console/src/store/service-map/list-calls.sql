-- Calls between services, by the callee's span, or by the caller's span and its peer attributes when the
-- callee sent no span. An address that resolves to one service is that service, also before the callee's
-- span has arrived. Only spans that name a peer are read with their attributes: values are most of the bytes,
-- and the index in the list of keys finds one ten times faster than the subscript of a map. One number joins
-- ten times faster than two IDs. Of an ID that a call shares with the request it causes (Zipkin, B3), the call is
-- the caller of that request, and the request of all others.
WITH
    (
        SELECT count() > 0
        FROM
        (
            SELECT 1
            FROM otel_traces
            WHERE /* range: otel_traces */
              AND cityHash64(TraceId) % if({isSmall:Bool}, 1, 64) = 0
            GROUP BY TraceId, SpanId
            HAVING uniqExact(/* is request */) = 2
            LIMIT 1
        )
    ) AS hasSharedIds,
    sharedIds AS
    (
        SELECT cityHash64(TraceId, SpanId)
        FROM /* spans */
        WHERE /* range: otel_traces */
          AND hasSharedIds
        GROUP BY TraceId, SpanId
        HAVING uniqExact(/* is request */) = 2
    ),
    callers AS
    (
        SELECT
            cityHash64(TraceId, SpanId) AS id,
            if(hasSharedIds AND isCall AND id IN (sharedIds), bitNot(id), id) AS callId,
            ServiceName, Duration, Timestamp,
            SpanKind IN ('Client', 'Producer', 'SPAN_KIND_CLIENT', 'SPAN_KIND_PRODUCER') AS isCall,
            /* is error */ AS isError,
            /* weight */ AS weight,
            SpanAttributes.keys AS keys,
            SpanAttributes.values AS attributes,
            multiIf(
                attributes[indexOf(keys, 'db.system.name')] != '', attributes[indexOf(keys, 'db.system.name')],
                attributes[indexOf(keys, 'db.system')] != '', attributes[indexOf(keys, 'db.system')],
                attributes[indexOf(keys, 'messaging.system')] != '', attributes[indexOf(keys, 'messaging.system')],
                attributes[indexOf(keys, 'peer.service')]) AS named,
            multiIf(
                attributes[indexOf(keys, 'server.address')] != '', attributes[indexOf(keys, 'server.address')],
                attributes[indexOf(keys, 'net.peer.name')]) AS host,
            multiIf(
                attributes[indexOf(keys, 'server.port')] != '', attributes[indexOf(keys, 'server.port')],
                attributes[indexOf(keys, 'net.peer.port')]) AS port,
            multiIf(
                named != '', named,
                host = '' OR port = '', host,
                concat(if(host IN ('localhost', '::1', '[::1]'), '127.0.0.1', host), ':', port)) AS peer
        FROM /* spans */
        WHERE /* range: otel_traces */
          AND /* names a peer */
        UNION ALL
        SELECT
            cityHash64(TraceId, SpanId) AS id,
            if(hasSharedIds AND NOT /* is request */ AND id IN (sharedIds), bitNot(id), id) AS callId,
            ServiceName, Duration, Timestamp,
            0 AS isCall,
            /* is error */ AS isError,
            /* weight */ AS weight,
            [] AS keys, [] AS attributes, '' AS named, '' AS host, '' AS port, '' AS peer
        FROM /* spans */
        WHERE /* range: otel_traces */
          AND NOT /* names a peer */
    ),
    callees AS
    (
        SELECT
            cityHash64(TraceId, SpanId) AS id,
            if(hasSharedIds AND id IN (sharedIds), bitNot(id), cityHash64(TraceId, ParentSpanId)) AS callId,
            ServiceName, Duration,
            /* is error */ AS isError,
            /* weight */ AS weight
        FROM /* spans */
        WHERE /* range: otel_traces */
          AND ParentSpanId != ''
          AND /* is request */
    )
SELECT
    caller,
    multiIf(service != '', service, learned != '', learned, peer) AS callee,
    toBool(service != '' OR learned != '') AS isService,
    toFloat64(sum(weight)) AS count,
    toFloat64(sum(errorWeight)) AS errorCount,
    toBool(max(mostWeight) > 1) AS estimated,
    toString(quantilesExactWeightedMerge(0.5, 0.95)(lengths)[1]) AS p50Nano,
    toString(quantilesExactWeightedMerge(0.5, 0.95)(lengths)[2]) AS p95Nano
FROM
(
    SELECT
        *,
        groupUniqArrayIf(service, service != '' AND peer != '') OVER (PARTITION BY peer) AS servicesOfPeer,
        multiIf(
            service != '' OR isNamed, '',
            has({hosts:Array(String)}, peer), {hostServices:Array(String)}[indexOf({hosts:Array(String)}, peer)],
            length(servicesOfPeer) = 1, servicesOfPeer[1],
            '') AS learned
    FROM
    (
        SELECT
            callers.ServiceName AS caller,
            callees.ServiceName AS service,
            callers.peer AS peer,
            callers.named != '' AS isNamed,
            callers.Timestamp >= fromUnixTimestamp64Nano({settledBefore:Int64}) AS isRecent,
            sum(if(service != '', callees.weight, callers.weight)) AS weight,
            max(if(service != '', callees.weight, callers.weight)) AS mostWeight,
            sumIf(
                if(service != '', callees.weight, callers.weight),
                if(service != '', callees.isError, callers.isError)) AS errorWeight,
            quantilesExactWeightedState(0.5, 0.95)(
                if(service != '', callees.Duration, callers.Duration),
                if(service != '', callees.weight, callers.weight)) AS lengths
        FROM callers
        LEFT JOIN callees ON callees.callId = callers.callId
        WHERE if(service != '', service != caller, callers.isCall AND peer != '')
        GROUP BY caller, service, peer, isNamed, isRecent
    )
)
WHERE service != '' OR isNamed OR learned != '' OR NOT isRecent
GROUP BY caller, callee, isService
HAVING callee != caller
ORDER BY count DESC, caller, callee
LIMIT {limit:UInt32}
