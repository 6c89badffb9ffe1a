import type { SignalDefinition } from '../signal.ts'
import type { MetricsSink } from './metrics-sink.ts'
import { recordMetrics } from './record-metrics.ts'
import type { RecordedMetric } from './recorded-metric.ts'
import { type Metrics, startMetrics } from './start-metrics.ts'
import { type MetricsConfig, metricsConfig, metricsVariables, queueLimits } from './variables.ts'

export const metrics: SignalDefinition<MetricsConfig, Metrics, MetricsSink, RecordedMetric> = {
  queueLimits,
  variables: metricsVariables,
  readConfig: metricsConfig,
  start: startMetrics,
  adviceIfOff: 'Set OTEL_EXPORTER_OTLP_ENDPOINT to send metrics.',
  check: async (destination, options) =>
    (await import('../../doctor/check-otlp.ts')).checkOtlp('metrics', destination, options),
  testing: {
    list: 'metrics',
    matcher: 'toHaveMetric',
    noun: 'metric',
    titleOf: ({ name }) => name,
    record: recordMetrics,
  },
}
