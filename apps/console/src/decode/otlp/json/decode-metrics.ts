import type { KindedMetricRow } from '../../../model/metric-row.ts'
import { collectRows, type DecodedRows } from '../decoded-rows.ts'
import { invalidField } from '../invalid-record-error.ts'
import { addDataPoint, type MetricKind, type WireMetric } from '../metric-row.ts'
import { anyTime } from '../record-times.ts'
import { readDataPoint } from './data-point.ts'
import { checkSignal, decodeRecords } from './records.ts'
import { booleanField } from './scalars.ts'
import {
  arrayField,
  enumField,
  field,
  isObject,
  type JsonObject,
  objectField,
  parseRequest,
  textField,
} from './wire.ts'

const listNames = { resources: 'resourceMetrics', scopes: 'scopeMetrics', records: 'metrics' }

const kinds: Readonly<Record<string, MetricKind>> = {
  gauge: 'gauges',
  sum: 'sums',
  histogram: 'histograms',
  exponentialHistogram: 'exponentialHistograms',
  summary: 'summaries',
}

const temporalities = {
  AGGREGATION_TEMPORALITY_UNSPECIFIED: 0,
  AGGREGATION_TEMPORALITY_DELTA: 1,
  AGGREGATION_TEMPORALITY_CUMULATIVE: 2,
}

/**
 * ExportMetricsServiceRequest as JSON → rows. Unknown fields are ignored.
 * @throws OtlpDecodeError
 */
export function decodeJsonMetrics(bytes: Buffer, times = anyTime()): DecodedRows<KindedMetricRow> {
  const request = parseRequest(bytes)
  checkSignal(request, listNames.resources)
  const collector = collectRows<KindedMetricRow>('data point')
  decodeRecords(request, listNames, collector, (metric, context) => {
    for (const [name, kind] of Object.entries(kinds)) {
      if (field(metric, name) === undefined) continue
      const data = objectField(metric, name)
      const shared = readMetric(metric, data)
      for (const point of arrayField(data, 'dataPoints'))
        collector.record(() => {
          if (!isObject(point)) throw invalidField('an element of dataPoints', 'an object', point)
          addDataPoint(collector, kind, readDataPoint(kind, point), shared, context, times)
        })
    }
  })
  return collector.finish()
}

function readMetric(metric: JsonObject, data: JsonObject): WireMetric {
  return {
    name: textField(metric, 'name'),
    description: textField(metric, 'description'),
    unit: textField(metric, 'unit'),
    temporality: enumField(data, 'aggregationTemporality', temporalities),
    isMonotonic: booleanField(data, 'isMonotonic'),
  }
}
