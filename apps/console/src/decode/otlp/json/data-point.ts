import {
  emptyPoint,
  type MetricKind,
  unknownSum,
  type WireBuckets,
  type WirePoint,
} from '../metric-row.ts'
import { attributesField } from './any-value.ts'
import {
  doubleField,
  doublesField,
  int32Field,
  int64Field,
  uint64Field,
  uint64sField,
} from './scalars.ts'
import {
  field,
  idField,
  type JsonObject,
  nanosField,
  objectField,
  objectsField,
  uint32Field,
} from './wire.ts'

export function readDataPoint(kind: MetricKind, point: JsonObject): WirePoint {
  return {
    ...emptyPoint(),
    attributes: attributesField(point, 'attributes'),
    startNano: nanosField(point, 'startTimeUnixNano'),
    timeNano: nanosField(point, 'timeUnixNano'),
    flags: uint32Field(point, 'flags'),
    exemplars: objectsField(point, 'exemplars').map((exemplar) => ({
      attributes: attributesField(exemplar, 'filteredAttributes'),
      timeNano: nanosField(exemplar, 'timeUnixNano'),
      value: numberValue(exemplar),
      spanId: idField(exemplar, 'spanId'),
      traceId: idField(exemplar, 'traceId'),
    })),
    ...readValue(kind, point),
  }
}

function readValue(kind: MetricKind, point: JsonObject): Partial<WirePoint> {
  if (kind === 'gauges' || kind === 'sums') return { value: numberValue(point) }
  const count = uint64Field(point, 'count')
  const hasSum = kind === 'summaries' || field(point, 'sum') !== undefined
  const distribution = { count, sum: hasSum ? doubleField(point, 'sum') : unknownSum }
  const range = { min: doubleField(point, 'min'), max: doubleField(point, 'max') }
  if (kind === 'histograms')
    return {
      ...distribution,
      ...range,
      bucketCounts: uint64sField(point, 'bucketCounts'),
      explicitBounds: doublesField(point, 'explicitBounds'),
    }
  if (kind === 'exponentialHistograms')
    return {
      ...distribution,
      ...range,
      scale: int32Field(point, 'scale'),
      zeroCount: uint64Field(point, 'zeroCount'),
      positive: readBuckets(objectField(point, 'positive')),
      negative: readBuckets(objectField(point, 'negative')),
    }
  return {
    ...distribution,
    quantiles: objectsField(point, 'quantileValues').map((quantile) => ({
      quantile: doubleField(quantile, 'quantile'),
      value: doubleField(quantile, 'value'),
    })),
  }
}

function numberValue(parent: JsonObject): number {
  return field(parent, 'asInt') === undefined
    ? doubleField(parent, 'asDouble')
    : Number(int64Field(parent, 'asInt'))
}

function readBuckets(buckets: JsonObject): WireBuckets {
  return { offset: int32Field(buckets, 'offset'), counts: uint64sField(buckets, 'bucketCounts') }
}
