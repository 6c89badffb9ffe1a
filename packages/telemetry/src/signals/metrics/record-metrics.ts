import { DataPointType, type ResourceMetrics } from '@opentelemetry/sdk-metrics'
import { createLedger } from '../../delivery/ledger.ts'
import type { Redactor } from '../../redaction/index.ts'
import type { MetricsSink } from './metrics-sink.ts'
import type { RecordedMetric } from './recorded-metric.ts'
import { redactAttributes } from './redact-attributes.ts'

const done = () => Promise.resolve()

/** Keeps the data points of the last collection. */
export function recordMetrics(redactor: Redactor): {
  readonly records: RecordedMetric[]
  readonly backend: MetricsSink
} {
  const records: RecordedMetric[] = []
  return {
    records,
    backend: {
      destination: 'memory',
      write: (batch) => {
        records.splice(0, records.length, ...dataPoints(batch, redactor))
      },
      ledger: createLedger().snapshot,
      flush: done,
      shutdown: done,
    },
  }
}

function dataPoints(batch: ResourceMetrics, redactor: Redactor): RecordedMetric[] {
  const recorded: RecordedMetric[] = []
  for (const metric of batch.scopeMetrics.flatMap(({ metrics }) => metrics)) {
    const { name, unit } = metric.descriptor
    const isHistogram =
      metric.dataPointType === DataPointType.HISTOGRAM ||
      metric.dataPointType === DataPointType.EXPONENTIAL_HISTOGRAM
    for (const point of metric.dataPoints) {
      const attributes = redactAttributes(redactor, point.attributes)
      if (isHistogram && typeof point.value === 'object') {
        const { sum = 0, count } = point.value
        recorded.push({ name, unit, attributes, value: sum, count })
      } else if (typeof point.value === 'number') {
        recorded.push({ name, unit, attributes, value: point.value })
      }
    }
  }
  return recorded
}
