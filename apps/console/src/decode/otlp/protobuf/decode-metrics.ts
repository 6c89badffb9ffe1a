import type { KindedMetricRow } from '../../../model/metric-row.ts'
import { collectRows, type DecodedRows, type RowCollector } from '../decoded-rows.ts'
import { addDataPoint, emptyMetric, type MetricKind } from '../metric-row.ts'
import { anyTime, type RecordTimes } from '../record-times.ts'
import type { ScopeContext } from '../scope-context.ts'
import { readDataPoint } from './data-point.ts'
import { readRecords } from './records.ts'
import { type Reader, readMessage, readSlice, type Slice, takeSlice } from './wire.ts'

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
  readRecords(bytes, (reader, metric, context) =>
    readMetric(reader, metric, collector, context, times),
  )
  return collector.finish()
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
  context: () => ScopeContext,
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
