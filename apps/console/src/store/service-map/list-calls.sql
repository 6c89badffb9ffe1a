-- Calls between services, by the callee's span, or by the caller's span and its peer attributes when the
-- callee sent no span. An address that resolves to one service is that service, also before the callee's
-- span has arrived. Only spans that name a peer are read with their attributes: values are most of the bytes,
-- and the index in the list of keys finds one ten times faster than the subscript of a map. One number joins
-- ten times faster than two IDs. Of an ID that a call shares with the request it causes (Zipkin, B3), the call is
-- the caller of that request, and the request of all others. An alias that is used in the same SELECT is
-- analyzed once per use, hence the nested ones.
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
            callId, ServiceName, Duration, isError, weight,
            Timestamp >= fromUnixTimestamp64Nano({settledBefore:Int64}) AS isRecent,
            named != '' AS isNamed,
            toLowCardinality(multiIf(
                named != '', named,
                host = '' OR port = '', host,
                concat(if(host IN ('localhost', '::1', '[::1]'), '127.0.0.1', host), ':', port))) AS peer,
            isClient AND (named != '' OR host != '') AS isCall
        FROM
        (
            SELECT
                cityHash64(TraceId, SpanId) AS id,
                if(hasSharedIds AND isClient AND id IN (sharedIds), bitNot(id), id) AS callId,
                ServiceName, Duration, Timestamp,
                SpanKind IN ('Client', 'Producer', 'SPAN_KIND_CLIENT', 'SPAN_KIND_PRODUCER') AS isClient,
                /* is error */ AS isError,
                /* weight */ AS weight,
                SpanAttributes.keys AS keys,
                SpanAttributes.values AS attributes,
                firstNonDefault(
                    attributes[indexOf(keys, 'db.system.name')], attributes[indexOf(keys, 'db.system')],
                    attributes[indexOf(keys, 'messaging.system')], attributes[indexOf(keys, 'peer.service')]) AS named,
                firstNonDefault(attributes[indexOf(keys, 'server.address')], attributes[indexOf(keys, 'net.peer.name')]) AS host,
                firstNonDefault(attributes[indexOf(keys, 'server.port')], attributes[indexOf(keys, 'net.peer.port')]) AS port
            FROM /* spans */
            WHERE /* range: otel_traces */
              AND /* names a peer */
        )
        UNION ALL
        SELECT
            if(
                hasSharedIds AND NOT /* is request */ AND cityHash64(TraceId, SpanId) IN (sharedIds),
                bitNot(cityHash64(TraceId, SpanId)),
                cityHash64(TraceId, SpanId)),
            ServiceName, 0, 0, 0,
            0, 0, toLowCardinality(''), 0
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
            ServiceName != '' AS isFound,
            /* is error */ AS isError,
            /* weight */ AS weight
        FROM /* spans */
        WHERE /* range: otel_traces */
          AND ParentSpanId != ''
          AND /* is request */
    )
SELECT
    caller,
    if(known != '', known, peer) AS callee,
    toBool(known != '') AS isService,
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
            service != '' OR isNamed, service,
            has({hosts:Array(String)}, peer), {hostServices:Array(String)}[indexOf({hosts:Array(String)}, peer)],
            length(servicesOfPeer) = 1, servicesOfPeer[1],
            '') AS known
    FROM
    (
        SELECT
            callers.ServiceName AS caller,
            callees.ServiceName AS service,
            peer,
            isNamed,
            isRecent,
            sum(if(isFound, callees.weight, callers.weight)) AS weight,
            max(if(isFound, callees.weight, callers.weight)) AS mostWeight,
            sumIf(
                if(isFound, callees.weight, callers.weight),
                if(isFound, callees.isError, callers.isError)) AS errorWeight,
            quantilesExactWeightedState(0.5, 0.95)(
                if(isFound, callees.Duration, callers.Duration),
                if(isFound, callees.weight, callers.weight)) AS lengths
        FROM callers
        LEFT JOIN callees ON callees.callId = callers.callId
        WHERE isFound OR isCall
        GROUP BY caller, service, peer, isNamed, isRecent
        HAVING service = '' OR service != caller
    )
)
WHERE known != '' OR isNamed OR NOT isRecent
GROUP BY caller, callee, isService
HAVING callee != caller
ORDER BY count DESC, caller, callee
LIMIT {limit:UInt32}
