import type { ClickHouseClient } from '@clickhouse/client'
import type { ErrorRow } from '../../model/error-row.ts'
import type { LogRow } from '../../model/log-row.ts'
import type {
  ExponentialHistogramRow,
  GaugeRow,
  HistogramRow,
  SummaryRow,
  SumRow,
} from '../../model/metric-row.ts'
import type { Rows } from '../../model/row-sink.ts'
import type { SegmentRow } from '../../model/segment-row.ts'
import type { SpanRow } from '../../model/span-row.ts'

export const tables = {
  spans: 'otel_traces',
  logs: 'otel_logs',
  segments: 'xray_segments',
  errors: 'rollbar_items',
  gauges: 'otel_metrics_gauge',
  sums: 'otel_metrics_sum',
  histograms: 'otel_metrics_histogram',
  exponentialHistograms: 'otel_metrics_exponential_histogram',
  summaries: 'otel_metrics_summary',
} as const satisfies Record<keyof Rows, string>

export const rowKinds = Object.keys(tables) as readonly (keyof Rows)[]

/** Names of the written columns in order, by kind of row. */
export type Columns = Readonly<Record<keyof Rows, readonly string[]>>

const written = true as const

const metricColumns = {
  ...{ ResourceAttributes: written, ResourceSchemaUrl: written, ScopeName: written },
  ...{ ScopeVersion: written, ScopeAttributes: written, ScopeSchemaUrl: written },
  ...{ ServiceName: written, MetricName: written, MetricDescription: written },
  ...{ MetricUnit: written, Attributes: written, StartTimeUnix: written, TimeUnix: written },
  ...{ Flags: written },
} as const
const exemplarColumns = {
  ...{ 'Exemplars.FilteredAttributes': written, 'Exemplars.TimeUnix': written },
  ...{ 'Exemplars.Value': written, 'Exemplars.SpanId': written, 'Exemplars.TraceId': written },
} as const
const distributionColumns = { Count: written, Sum: written } as const
const rangeColumns = { Min: written, Max: written, AggregationTemporality: written } as const

/** All columns of the rows. */
export const allColumns: Columns = {
  spans: Object.keys({
    ...{ Timestamp: written, TraceId: written, SpanId: written, ParentSpanId: written },
    ...{ TraceState: written, SpanName: written, SpanKind: written, ServiceName: written },
    ...{ ResourceAttributes: written, ScopeName: written, ScopeVersion: written },
    ...{ SpanAttributes: written, Duration: written, StatusCode: written, StatusMessage: written },
    ...{ 'Events.Timestamp': written, 'Events.Name': written, 'Events.Attributes': written },
    ...{ 'Links.TraceId': written, 'Links.SpanId': written, 'Links.TraceState': written },
    ...{ 'Links.Attributes': written, ValueTypes: written, RetainUntil: written },
    CountedBefore: written,
  } satisfies Record<keyof Required<SpanRow>, true>),
  logs: Object.keys({
    ...{ Timestamp: written, TraceId: written, SpanId: written, TraceFlags: written },
    ...{ SeverityText: written, SeverityNumber: written, ServiceName: written, Body: written },
    ...{ ResourceSchemaUrl: written, ResourceAttributes: written, ScopeSchemaUrl: written },
    ...{ ScopeName: written, ScopeVersion: written, ScopeAttributes: written },
    ...{ LogAttributes: written, EventName: written, ValueTypes: written, LineId: written },
    ...{ RetainUntil: written },
  } satisfies Record<keyof Required<LogRow>, true>),
  segments: Object.keys({
    ...{ Timestamp: written, Duration: written, TraceId: written, SegmentId: written },
    ...{ ParentId: written, Name: written, ServiceName: written, InstanceId: written },
    ...{ IsSubsegment: written },
    ...{ InProgress: written, Namespace: written, Origin: written, Error: written },
    ...{ Fault: written, Throttle: written, Annotations: written, Metadata: written },
    ...{ Http: written, Sql: written, Aws: written, Cause: written, Service: written },
    ...{ User: written, Other: written, RetainUntil: written },
  } satisfies Record<keyof Required<SegmentRow>, true>),
  errors: Object.keys({
    ...{ Timestamp: written, Uuid: written, TraceId: written, SpanId: written },
    ...{ ServiceName: written, Environment: written, CodeVersion: written, Level: written },
    ...{ Fingerprint: written, Title: written, ExceptionClass: written, Message: written },
    ...{ Context: written, Data: written },
  } satisfies Record<keyof ErrorRow, true>),
  gauges: Object.keys({
    ...{ ...metricColumns, ...exemplarColumns, Value: written },
  } satisfies Record<keyof GaugeRow, true>),
  sums: Object.keys({
    ...{ ...metricColumns, ...exemplarColumns, Value: written },
    ...{ AggregationTemporality: written, IsMonotonic: written },
  } satisfies Record<keyof SumRow, true>),
  histograms: Object.keys({
    ...{ ...metricColumns, ...exemplarColumns, ...distributionColumns, ...rangeColumns },
    ...{ BucketCounts: written, ExplicitBounds: written },
  } satisfies Record<keyof HistogramRow, true>),
  exponentialHistograms: Object.keys({
    ...{ ...metricColumns, ...exemplarColumns, ...distributionColumns, ...rangeColumns },
    ...{ Scale: written, ZeroCount: written, PositiveOffset: written },
    ...{ PositiveBucketCounts: written, NegativeOffset: written, NegativeBucketCounts: written },
  } satisfies Record<keyof ExponentialHistogramRow, true>),
  summaries: Object.keys({
    ...{ ...metricColumns, ...distributionColumns },
    ...{ 'ValueAtQuantiles.Quantile': written, 'ValueAtQuantiles.Value': written },
  } satisfies Record<keyof SummaryRow, true>),
}

/** The columns that exist: a table created by an older Collector may lack some. */
export async function storedColumns(client: ClickHouseClient): Promise<Columns> {
  const result = await client.query({
    query:
      'SELECT table, groupArray(name) AS names FROM system.columns WHERE database = currentDatabase() AND table IN {tables:Array(String)} GROUP BY table',
    query_params: { tables: Object.values(tables) },
    format: 'JSONEachRow',
  })
  const found = await result.json<{ table: string; names: string[] }>()
  const namesOf = new Map(found.map(({ table, names }) => [table, new Set(names)]))
  const stored = (kind: keyof Rows) =>
    allColumns[kind].filter((name) => namesOf.get(tables[kind])?.has(name) ?? true)
  return Object.fromEntries(rowKinds.map((kind) => [kind, stored(kind)])) as unknown as Columns
}
