import type { KindedMetricRow, MetricRows } from '../../model/metric-row.ts'
import type { Attributes } from './attributes.ts'
import type { RowCollector } from './decoded-rows.ts'
import { isSpanId, isTraceId, optionalId } from './identifiers.ts'
import type { RecordTimes } from './record-times.ts'
import type { ScopeContext } from './scope-context.ts'
import { endOfTime, isStorableTime, storableTime, tooOld } from './times.ts'

export type MetricKind = keyof MetricRows

export interface WireMetric {
  name: string
  description: string
  unit: string
  temporality: number
  isMonotonic: boolean
}

export interface WireExemplar {
  attributes: Attributes
  timeNano: bigint
  value: number
  spanId: string
  traceId: string
}

/** A data point of any kind; fields of other kinds keep their defaults. */
export interface WirePoint {
  attributes: Attributes
  startNano: bigint
  timeNano: bigint
  flags: number
  exemplars: WireExemplar[]
  value: number
  count: bigint
  sum: number
  min: number
  max: number
  bucketCounts: bigint[]
  explicitBounds: number[]
  scale: number
  zeroCount: bigint
  positive: WireBuckets
  negative: WireBuckets
  quantiles: { readonly quantile: number; readonly value: number }[]
}

export interface WireBuckets {
  offset: number
  counts: bigint[]
}

export function emptyMetric(): WireMetric {
  return { name: '', description: '', unit: '', temporality: 0, isMonotonic: false }
}

export function emptyPoint(): WirePoint {
  return {
    attributes: {},
    startNano: 0n,
    timeNano: 0n,
    flags: 0,
    exemplars: [],
    value: 0,
    count: 0n,
    sum: 0,
    min: 0,
    max: 0,
    bucketCounts: [],
    explicitBounds: [],
    scale: 0,
    zeroCount: 0n,
    positive: { offset: 0, counts: [] },
    negative: { offset: 0, counts: [] },
    quantiles: [],
  }
}

/** The sum of a histogram is optional; without one its mean is unknown. */
export const unknownSum = Number.NaN

/** DATA_POINT_FLAGS_NO_RECORDED_VALUE: the series has ended. */
const noRecordedValue = 1

/** Adds the data point as a row, or rejects it with a reason. Points without a value are skipped. */
export function addDataPoint(
  collector: RowCollector<KindedMetricRow>,
  kind: MetricKind,
  point: WirePoint,
  metric: WireMetric,
  context: ScopeContext,
  times: RecordTimes,
): void {
  const time = point.timeNano || times.arrivalNano
  const problem =
    metric.name === ''
      ? 'name is empty'
      : !isStorableTime(time)
        ? `timeUnixNano is after ${endOfTime}`
        : time < times.earliestNano
          ? tooOld('data point', times)
          : undefined
  if (problem !== undefined) {
    collector.reject(problem)
    return
  }
  if ((point.flags & noRecordedValue) !== 0) return
  collector.add(toRow(kind, point, metric, context, time), context.chars)
}

function toRow(
  kind: MetricKind,
  point: WirePoint,
  metric: WireMetric,
  context: ScopeContext,
  time: bigint,
): KindedMetricRow {
  const shared = {
    ResourceAttributes: context.resource,
    ResourceSchemaUrl: context.resourceSchemaUrl,
    ScopeName: context.scopeName,
    ScopeVersion: context.scopeVersion,
    ScopeAttributes: context.scopeAttributes,
    ScopeSchemaUrl: context.scopeSchemaUrl,
    ServiceName: context.serviceName,
    MetricName: metric.name,
    MetricDescription: metric.description,
    MetricUnit: metric.unit,
    Attributes: point.attributes,
    StartTimeUnix: storableTime(point.startNano),
    TimeUnix: String(time),
    Flags: point.flags,
  }
  const distribution = { Count: String(point.count), Sum: point.sum }
  const range = { Min: point.min, Max: point.max }
  const temporality = { AggregationTemporality: metric.temporality }
  switch (kind) {
    case 'gauges':
      return { kind, row: { ...shared, Value: point.value, ...exemplarColumns(point) } }
    case 'sums': {
      const { isMonotonic: IsMonotonic } = metric
      const sum = { Value: point.value, ...temporality, IsMonotonic }
      return { kind, row: { ...shared, ...sum, ...exemplarColumns(point) } }
    }
    case 'histograms': {
      const buckets = {
        BucketCounts: point.bucketCounts.map(String),
        ExplicitBounds: point.explicitBounds,
      }
      const row = { ...shared, ...distribution, ...buckets, ...range, ...temporality }
      return { kind, row: { ...row, ...exemplarColumns(point) } }
    }
    case 'exponentialHistograms': {
      const buckets = {
        Scale: point.scale,
        ZeroCount: String(point.zeroCount),
        PositiveOffset: point.positive.offset,
        PositiveBucketCounts: point.positive.counts.map(String),
        NegativeOffset: point.negative.offset,
        NegativeBucketCounts: point.negative.counts.map(String),
      }
      const row = { ...shared, ...distribution, ...buckets, ...range, ...temporality }
      return { kind, row: { ...row, ...exemplarColumns(point) } }
    }
    case 'summaries': {
      const quantiles = {
        'ValueAtQuantiles.Quantile': point.quantiles.map(({ quantile }) => quantile),
        'ValueAtQuantiles.Value': point.quantiles.map(({ value }) => value),
      }
      return { kind, row: { ...shared, ...distribution, ...quantiles } }
    }
  }
}

function exemplarColumns({ exemplars }: WirePoint) {
  return {
    'Exemplars.FilteredAttributes': exemplars.map(({ attributes }) => attributes),
    'Exemplars.TimeUnix': exemplars.map(({ timeNano }) => storableTime(timeNano)),
    'Exemplars.Value': exemplars.map(({ value }) => value),
    'Exemplars.SpanId': exemplars.map(({ spanId }) => optionalId(spanId, isSpanId)),
    'Exemplars.TraceId': exemplars.map(({ traceId }) => optionalId(traceId, isTraceId)),
  }
}
