import type { KindedMetricRow } from '../../../model/metric-row.ts'
import { collectRows, type DecodedRows, type RowCollector } from '../decoded-rows.ts'
import { lazily } from '../lazily.ts'
import { addDataPoint, emptyMetric, type MetricContext, type MetricKind } from '../metric-row.ts'
import { anyTime, type RecordTimes } from '../record-times.ts'
import { readDataPoint } from './data-point.ts'
import { readResource, readScope } from './resource.ts'
import {
  type Reader,
  readFields,
  readMessage,
  readRequest,
  readSlice,
  type Slice,
  takeSlice,
} from './wire.ts'

/**
 * ExportMetricsServiceRequest as protobuf → rows. Field numbers are those of
 * opentelemetry/proto/metrics/v1/metrics.proto.
 * @throws OtlpDecodeError
 */
export function decodeProtobufMetrics(
  bytes: Buffer,
  times = anyTime(),
): DecodedRows<KindedMetricRow> {
  const collector = collectRows<KindedMetricRow>('data point')
  readRequest(bytes, (reader) =>
    readFields(
      reader,
      reader.len,
      (field) => field === 1 && readResourceMetrics(reader, collector, times),
    ),
  )
  return collector.finish()
}

function readResourceMetrics(
  reader: Reader,
  collector: RowCollector<KindedMetricRow>,
  times: RecordTimes,
): true {
  let resource: Slice | undefined
  let resourceSchemaUrl = ''
  const scopes: Slice[] = []
  readMessage(reader, (field) => {
    if (field === 1) resource = takeSlice(reader)
    else if (field === 2) scopes.push(takeSlice(reader))
    else if (field === 3) resourceSchemaUrl = reader.string()
    else return false
    return true
  })
  for (const slice of scopes)
    readScopeMetrics(reader, slice, { resource, resourceSchemaUrl }, collector, times)
  return true
}

function readScopeMetrics(
  reader: Reader,
  slice: Slice,
  parent: { readonly resource: Slice | undefined; readonly resourceSchemaUrl: string },
  collector: RowCollector<KindedMetricRow>,
  times: RecordTimes,
): void {
  let scope: Slice | undefined
  let scopeSchemaUrl = ''
  const metrics: Slice[] = []
  readSlice(reader, slice, (field) => {
    if (field === 1) scope = takeSlice(reader)
    else if (field === 2) metrics.push(takeSlice(reader))
    else if (field === 3) scopeSchemaUrl = reader.string()
    else return false
    return true
  })
  const context = lazily((): MetricContext => {
    const { name, version, attributes } = readScope(reader, scope)
    return {
      resource: readResource(reader, parent.resource),
      resourceSchemaUrl: parent.resourceSchemaUrl,
      scopeName: name,
      scopeVersion: version,
      scopeAttributes: attributes,
      scopeSchemaUrl,
    }
  })
  for (const metric of metrics) readMetric(reader, metric, collector, context, times)
}

const kinds: Readonly<Record<number, MetricKind>> = {
  5: 'gauges',
  7: 'sums',
  9: 'histograms',
  10: 'exponentialHistograms',
  11: 'summaries',
}

function readMetric(
  reader: Reader,
  slice: Slice,
  collector: RowCollector<KindedMetricRow>,
  context: () => MetricContext,
  times: RecordTimes,
): void {
  const metric = emptyMetric()
  const points: { readonly kind: MetricKind; readonly slice: Slice }[] = []
  readSlice(reader, slice, (field) => {
    const kind = kinds[field]
    if (field === 1) metric.name = reader.string()
    else if (field === 2) metric.description = reader.string()
    else if (field === 3) metric.unit = reader.string()
    else if (kind !== undefined) {
      return readMessage(reader, (data) => {
        if (data === 1) points.push({ kind, slice: takeSlice(reader) })
        else if (data === 2) metric.temporality = reader.int32()
        else if (data === 3) metric.isMonotonic = reader.bool()
        else return false
        return true
      })
    } else return false
    return true
  })
  for (const { kind, slice: point } of points)
    collector.record(() =>
      addDataPoint(collector, kind, readDataPoint(reader, kind, point), metric, context(), times),
    )
}
