import { DataPointType, type ResourceMetrics } from '@opentelemetry/sdk-metrics'
import type { Redactor } from '../redaction/index.ts'
import { redactAttributes } from '../signals/metrics/redact-attributes.ts'
import type { RecordedMetric } from './recorded-signals.ts'

export function recordMetrics(batch: ResourceMetrics, redactor: Redactor): RecordedMetric[] {
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
