/**
 * Tables as the ClickHouse exporter of the OpenTelemetry Collector creates them, from its documentation:
 * https://github.com/open-telemetry/opentelemetry-collector-contrib/tree/main/exporter/clickhouseexporter
 *
 * `current` is v0.165; `old` is what versions before v0.100 left behind: an Int64 duration, nanoseconds
 * in the times of traces and points, `TimestampTime` in logs.
 */
export type Generation = 'current' | 'old'

const map = 'Map(LowCardinality(String), String)'
const name = 'LowCardinality(String)'

const attributeIndexes = (...columns: string[]) =>
  columns.flatMap((column) => [
    `INDEX idx_${column}_key mapKeys(${column}) TYPE bloom_filter(0.01) GRANULARITY 1`,
    `INDEX idx_${column}_value mapValues(${column}) TYPE bloom_filter(0.01) GRANULARITY 1`,
  ])
const traceIdIndex = 'INDEX idx_trace_id TraceId TYPE bloom_filter(0.001) GRANULARITY 1'

const pointColumns = (time: string) => [
  `ResourceAttributes ${map}`,
  'ResourceSchemaUrl String',
  ...['ScopeName String', 'ScopeVersion String', `ScopeAttributes ${map}`],
  ...['ScopeDroppedAttrCount UInt32', 'ScopeSchemaUrl String'],
  ...[`ServiceName ${name}`, `MetricName ${name}`],
  ...['MetricDescription String', 'MetricUnit String', `Attributes ${map}`],
  ...[`StartTimeUnix ${time}`, `TimeUnix ${time}`],
]
const exemplars = (time: string) =>
  `Exemplars Nested (FilteredAttributes ${map}, TimeUnix ${time}, Value Float64, SpanId String, TraceId String)`
const range = ['Min Float64', 'Max Float64', 'AggregationTemporality Int32']
const totals = ['Count UInt64', 'Sum Float64']

const points = (time: string): Readonly<Record<string, readonly string[]>> => ({
  otel_metrics_gauge: ['Value Float64', 'Flags UInt32', exemplars(time)],
  otel_metrics_sum: [
    ...['Value Float64', 'Flags UInt32', exemplars(time)],
    ...['AggregationTemporality Int32', 'IsMonotonic Boolean'],
  ],
  otel_metrics_histogram: [
    ...[...totals, 'BucketCounts Array(UInt64)', 'ExplicitBounds Array(Float64)'],
    ...[exemplars(time), 'Flags UInt32', ...range],
  ],
  otel_metrics_exponential_histogram: [
    ...[...totals, 'Scale Int32', 'ZeroCount UInt64'],
    ...['PositiveOffset Int32', 'PositiveBucketCounts Array(UInt64)'],
    ...['NegativeOffset Int32', 'NegativeBucketCounts Array(UInt64)'],
    ...[exemplars(time), 'Flags UInt32', ...range],
  ],
  otel_metrics_summary: [
    ...[...totals, 'ValueAtQuantiles Nested (Quantile Float64, Value Float64)', 'Flags UInt32'],
  ],
})

const settings = 'SETTINGS index_granularity = 8192, ttl_only_drop_parts = 1'

/** The statements that create the tables in a database. */
export function collectorTables(database: string, generation: Generation): string[] {
  const isOld = generation === 'old'
  const create = (table: string, columns: readonly string[], rest: string) =>
    `CREATE TABLE ${database}.${table} (${columns.join(', ')}) ENGINE = MergeTree ${rest} ${settings}`
  const traceTime = isOld ? 'DateTime64(9)' : 'DateTime'
  return [
    create(
      'otel_traces',
      [
        ...['Timestamp DateTime64(9)', 'TraceId String', 'SpanId String', 'ParentSpanId String'],
        ...['TraceState String', `SpanName ${name}`, `SpanKind ${name}`, `ServiceName ${name}`],
        ...[`ResourceAttributes ${map}`, 'ScopeName String', 'ScopeVersion String'],
        ...[`SpanAttributes ${map}`, `Duration ${isOld ? 'Int64' : 'UInt64'}`],
        ...[`StatusCode ${name}`, 'StatusMessage String'],
        `Events Nested (Timestamp DateTime64(9), Name ${name}, Attributes ${map})`,
        `Links Nested (TraceId String, SpanId String, TraceState String, Attributes ${map})`,
        ...[traceIdIndex, ...attributeIndexes('ResourceAttributes', 'SpanAttributes')],
        'INDEX idx_duration Duration TYPE minmax GRANULARITY 1',
      ],
      'PARTITION BY toDate(Timestamp) ORDER BY (ServiceName, SpanName, toDateTime(Timestamp))',
    ),
    create(
      'otel_traces_trace_id_ts',
      ['TraceId String', `Start ${traceTime}`, `End ${traceTime}`],
      'PARTITION BY toDate(Start) ORDER BY (TraceId, Start)',
    ),
    `CREATE MATERIALIZED VIEW ${database}.otel_traces_trace_id_ts_mv TO ${database}.otel_traces_trace_id_ts AS
     SELECT TraceId, min(Timestamp) AS Start, max(Timestamp) AS End FROM ${database}.otel_traces WHERE TraceId != '' GROUP BY TraceId`,
    create(
      'otel_logs',
      [
        ...['Timestamp DateTime64(9)'],
        ...(isOld ? ['TimestampTime DateTime DEFAULT toDateTime(Timestamp)'] : []),
        ...['TraceId String', 'SpanId String', 'TraceFlags UInt8', `SeverityText ${name}`],
        ...['SeverityNumber UInt8', `ServiceName ${name}`, 'Body String'],
        ...[`ResourceSchemaUrl ${name}`, `ResourceAttributes ${map}`, `ScopeSchemaUrl ${name}`],
        ...['ScopeName String', `ScopeVersion ${name}`, `ScopeAttributes ${map}`],
        `LogAttributes ${map}`,
        ...(isOld
          ? []
          : [
              'EventName String',
              `\`__otel_materialized_k8s.pod.name\` ${name} MATERIALIZED ResourceAttributes['k8s.pod.name']`,
            ]),
        ...[traceIdIndex, ...attributeIndexes('ResourceAttributes', 'LogAttributes')],
      ],
      isOld
        ? 'PARTITION BY toDate(TimestampTime) PRIMARY KEY (ServiceName, TimestampTime) ORDER BY (ServiceName, TimestampTime, Timestamp)'
        : 'PARTITION BY toDate(Timestamp) ORDER BY (toStartOfFiveMinutes(Timestamp), ServiceName, Timestamp)',
    ),
    ...Object.entries(points(isOld ? 'DateTime64(9)' : 'DateTime')).map(([table, columns]) =>
      create(
        table,
        [
          ...pointColumns(isOld ? 'DateTime64(9)' : 'DateTime'),
          ...columns,
          ...attributeIndexes('Attributes'),
        ],
        isOld
          ? 'PARTITION BY toDate(TimeUnix) ORDER BY (ServiceName, MetricName, Attributes, toUnixTimestamp64Nano(TimeUnix))'
          : 'PARTITION BY toDate(TimeUnix) ORDER BY (ServiceName, MetricName, toStartOfHour(TimeUnix), cityHash64(Attributes), TimeUnix)',
      ),
    ),
  ]
}

/** Columns of the console's rows in the form of a generation. */
export function collectorValues(generation: Generation): Readonly<Record<string, string>> {
  if (generation === 'current') return {}
  return {
    SpanKind: "concat('SPAN_KIND_', upper(SpanKind))",
    StatusCode: "concat('STATUS_CODE_', upper(StatusCode))",
  }
}
