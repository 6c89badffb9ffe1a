/**
 * Rows of every kind, as SELECT statements: traces through three services with their segments, lines
 * and items; spans that were sent twice or lack their parent; traces without spans; each metric type.
 */

/** 2026-11-02T10:00:00Z; the rows end four minutes later. */
const startSeconds = 1_793_613_600
export const fixtureRange = {
  fromNano: BigInt(startSeconds) * 1_000_000_000n,
  toNano: BigInt(startSeconds + 300) * 1_000_000_000n,
}
/** Each type of metric has this name. */
export const fixtureMetric = 'load'
const hex = (number: string, digits: number) => `leftPad(lower(hex(${number})), ${digits}, '0')`
const at = (millis: string) =>
  `fromUnixTimestamp64Nano(toInt64((${startSeconds}000 + ${millis}) * 1000000))`
const second = (seconds: string) => `toDateTime64(${startSeconds} + ${seconds}, 9)`
/** Of the trace that queries for one trace read: it has everything. */
export const fixtureTrace = (0).toString(16).padStart(32, '0')
export const fixtureFingerprint = 'fingerprint-1'

const resource = (service: string) =>
  `map('service.name', ${service}, 'service.version', '1.2', 'host.name', 'host-1', 'process.pid', '7', 'service.instance.id', concat(${service}, '-run'))`

/** Six spans per trace, by `place`. In every fourth, the call and the request it causes share an ID. */
const spans = (numbers: string, duration: string) => `
SELECT
    ${at('trace * 2000 + place * 10')} AS Timestamp,
    ${hex('trace', 32)} AS TraceId,
    ${hex('number + 1 - (trace % 4 = 1 AND place = 2)', 16)} AS SpanId,
    multiIf(place = 0, '', place = 5, 'ffffffffffffffff', ${hex('trace * 6 + [0, 1, 2, 3, 3][place + 1] - (trace % 4 = 1 AND place > 1)', 16)}) AS ParentSpanId,
    if(trace % 11 = 0, 'ot=th:8', '') AS TraceState,
    ['GET /', 'GET api', 'GET /items', 'SELECT', 'render', 'consume'][place + 1] AS SpanName,
    ['Server', 'Client', 'Server', 'Client', 'Internal', 'Consumer'][place + 1] AS SpanKind,
    ['web', 'web', 'api', 'api', 'api', 'worker'][place + 1] AS ServiceName,
    ${resource('ServiceName')} AS ResourceAttributes,
    'scope' AS ScopeName,
    '1' AS ScopeVersion,
    mapConcat(
        multiIf(
            place = 0, map('http.route', '/', 'http.response.status_code', if(trace % 10 = 0, '500', '200'), 'url.path', '/'),
            place = 1, map('server.address', 'api.internal', 'server.port', '80'),
            place = 3, map('db.system.name', 'postgresql'),
            map('http.route', '/items')),
        if(trace % 7 = 0, map('SampleRate', '5'), map())) AS SpanAttributes,
    toUInt64(${duration}) AS Duration,
    if(trace % 10 = 0 AND place IN (0, 2), 'Error', 'Unset') AS StatusCode,
    '' AS StatusMessage,
    if(place = 4, [Timestamp], []) AS \`Events.Timestamp\`,
    if(place = 4, ['drawn'], []) AS \`Events.Name\`,
    if(place = 4, [map('lines', '3')], []) AS \`Events.Attributes\`,
    if(place = 5, [${hex('trace + 1', 32)}, ${hex('0', 32)}], []) AS \`Links.TraceId\`,
    if(place = 5, ['0000000000000001', '0000000000000001'], []) AS \`Links.SpanId\`,
    if(place = 5, ['', ''], []) AS \`Links.TraceState\`,
    if(place = 5, [map('kind', 'batch'), map()], []) AS \`Links.Attributes\`,
    0 AS RetainUntil
FROM (SELECT number, intDiv(number, 6) AS trace, number % 6 AS place FROM numbers(600) WHERE ${numbers})`

const pointColumns = (metric: string, kind: string) => `
    ${resource("'web'")} AS ResourceAttributes,
    '' AS ResourceSchemaUrl, 'scope' AS ScopeName, '1' AS ScopeVersion, map('a', 'b') AS ScopeAttributes,
    0 AS ScopeDroppedAttrCount, '' AS ScopeSchemaUrl, 'web' AS ServiceName, '${metric}' AS MetricName,
    'A ${kind}' AS MetricDescription, 'ms' AS MetricUnit,
    map('http.route', ['/', '/items'][number % 2 + 1]) AS Attributes,
    ${second('0')} AS StartTimeUnix, ${second('number * 2')} AS TimeUnix, 0 AS Flags`
const exemplars = `
    [map('user', '1')] AS \`Exemplars.FilteredAttributes\`, [${second('number * 2')}] AS \`Exemplars.TimeUnix\`,
    [toFloat64(number)] AS \`Exemplars.Value\`, ['0000000000000001'] AS \`Exemplars.SpanId\`,
    [${hex('number', 32)}] AS \`Exemplars.TraceId\``
const sumColumns = 'number + 1 AS Count, toFloat64(number * 10) AS Sum'
const rangeColumns =
  'toFloat64(1) AS Min, toFloat64(9) AS Max, number % 2 + 1 AS AggregationTemporality'

/** SELECT statements of rows, by table. */
export const fixtureRows: readonly (readonly [table: string, select: string])[] = [
  ['otel_traces', spans('1', '1000000 * (1 + (number * 7919) % 97)')],
  // Sent at their start, without a duration.
  ['otel_traces', spans('intDiv(number, 6) % 13 = 0 AND number % 6 = 0', '0')],
  [
    'otel_logs',
    `SELECT
        ${at('number * 1000')} AS Timestamp,
        if(number < 150, ${hex('number % 50', 32)}, ${hex('number + 100000', 32)}) AS TraceId,
        ${hex('number % 50 * 6 + 1', 16)} AS SpanId,
        1 AS TraceFlags, if(number % 9 = 0, 'ERROR', 'INFO') AS SeverityText, number % 9 = 0 ? 17 : 9 AS SeverityNumber,
        ['web', 'api'][number % 2 + 1] AS ServiceName, concat('line ', toString(number)) AS Body,
        '' AS ResourceSchemaUrl,
        mapConcat(${resource('ServiceName')}, map('aws.log.group.names', 'group', 'aws.log.stream.names', ['one', 'two'][number % 2 + 1])) AS ResourceAttributes,
        '' AS ScopeSchemaUrl, 'scope' AS ScopeName, '1' AS ScopeVersion, map() AS ScopeAttributes,
        map('log.record.uid', concat('0${startSeconds}0000${startSeconds}000', leftPad(toString(number), 28, '0'))) AS LogAttributes,
        '' AS EventName, number AS LineId, 0 AS RetainUntil
    FROM numbers(180)`,
  ],
  [
    'xray_segments',
    `SELECT
        ${at('number * 1000')} AS Timestamp, 1000000 * (1 + number % 20) AS Duration,
        if(trace < 40, ${hex('trace', 32)}, ${hex('trace + 200000', 32)}) AS TraceId,
        ${hex('number + 1', 16)} AS SegmentId,
        if(place = 0, '', ${hex('trace * 3 + place', 16)}) AS ParentId,
        ['web', 'api', 'sub'][place + 1] AS Name,
        ['web', 'web', ''][place + 1] AS ServiceName, if(place = 2, '', 'web-run') AS InstanceId,
        place > 0 AS IsSubsegment, copy = 0 AND trace % 5 = 0 AS InProgress,
        ['', 'remote', ''][place + 1] AS Namespace, '' AS Origin,
        trace % 6 = 0 AS Error, trace % 9 = 0 AS Fault, false AS Throttle,
        map('customer', toString(trace)) AS Annotations, '' AS Metadata,
        '{"request":{"method":"GET","url":"http://web/items"}}' AS Http, '' AS Sql, '' AS Aws, '' AS Cause,
        '{"version":"1.2"}' AS Service, '' AS User, '' AS Other, 0 AS RetainUntil
    FROM (SELECT number, intDiv(number, 3) AS trace, number % 3 AS place FROM numbers(150))
    ARRAY JOIN if(trace % 5 = 0, [0, 1], [1]) AS copy`,
  ],
  [
    'rollbar_items',
    `SELECT
        ${at('number * 3000 + 500')} AS Timestamp, ${hex('number', 32)} AS Uuid,
        if(number < 30, ${hex('number % 30', 32)}, ${hex('number + 300000', 32)}) AS TraceId, '' AS SpanId,
        ['web', 'api'][number % 2 + 1] AS ServiceName, 'test' AS Environment, '1.2' AS CodeVersion,
        ['error', 'warning'][number % 2 + 1] AS Level, concat('fingerprint-', toString(number % 4)) AS Fingerprint,
        concat('Error ', toString(number % 4)) AS Title, 'Error' AS ExceptionClass, 'failed' AS Message, '' AS Context,
        concat('{"attributes":[{"key":"service.instance.id","value":"', ServiceName, '-run"}],"server":{"host":"host-1","pid":7},"body":{"trace":{"frames":[{"filename":"/app/items.js","lineno":12}]}}}') AS Data
    FROM numbers(40)`,
  ],
  [
    'otel_metrics_gauge',
    `SELECT ${pointColumns(fixtureMetric, 'gauge')}, toFloat64(number) AS Value, ${exemplars} FROM numbers(100)`,
  ],
  [
    'otel_metrics_sum',
    `SELECT ${pointColumns(fixtureMetric, 'sum')}, toFloat64(number) AS Value, ${exemplars}, 2 AS AggregationTemporality, true AS IsMonotonic FROM numbers(100)`,
  ],
  [
    'otel_metrics_histogram',
    `SELECT ${pointColumns(fixtureMetric, 'histogram')}, ${sumColumns}, [number, 1, 2] AS BucketCounts, [1., 5.] AS ExplicitBounds, ${exemplars}, ${rangeColumns} FROM numbers(100)`,
  ],
  [
    'otel_metrics_exponential_histogram',
    `SELECT ${pointColumns(fixtureMetric, 'exponential histogram')}, ${sumColumns}, 3 AS Scale, 0 AS ZeroCount, 1 AS PositiveOffset, [number, 1] AS PositiveBucketCounts, 0 AS NegativeOffset, [] AS NegativeBucketCounts, ${exemplars}, ${rangeColumns} FROM numbers(100)`,
  ],
  [
    'otel_metrics_summary',
    `SELECT ${pointColumns(fixtureMetric, 'summary')}, ${sumColumns}, [0.5, 0.99] AS \`ValueAtQuantiles.Quantile\`, [1., toFloat64(number)] AS \`ValueAtQuantiles.Value\` FROM numbers(100)`,
  ],
  [
    'cloudwatch_log_groups',
    `SELECT 'group' AS LogGroupName, ['', 'one', 'gone'][number % 3 + 1] AS LogStreamName, 1000 AS CreatedAtMillis, number AS RetentionDays, number = 5 AS Deleted, ${at('number')} AS Revision FROM numbers(6)`,
  ],
  [
    'xray_groups',
    `SELECT ['a', 'b'][number % 2 + 1] AS GroupName, toString(number % 2) AS Id, concat('duration > ', toString(number)) AS FilterExpression, true AS InsightsEnabled, false AS NotificationsEnabled, number = 3 AS Deleted, ${at('number')} AS Revision FROM numbers(4)`,
  ],
]

/** Distributes rows over two shards: spans of a trace, and revisions of a group, are on both. */
export const fixtureShard: Readonly<Record<string, string>> = {
  otel_traces: 'cityHash64(SpanId, Duration) % 2',
  otel_logs: 'cityHash64(Body) % 2',
  xray_segments: 'cityHash64(SegmentId, InProgress) % 2',
  rollbar_items: 'cityHash64(Uuid) % 2',
  cloudwatch_log_groups: 'toUnixTimestamp64Milli(Revision) % 2',
  xray_groups: 'intDiv(toUnixTimestamp64Milli(Revision), 2) % 2',
}
