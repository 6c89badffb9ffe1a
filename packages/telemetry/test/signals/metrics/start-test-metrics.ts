import { metrics as api } from '@opentelemetry/api'
import { resourceFromAttributes } from '@opentelemetry/resources'
import { loadConfig } from '../../../src/load-config.ts'
import { createRedactor } from '../../../src/redaction/index.ts'
import { startMetrics } from '../../../src/signals/metrics/start-metrics.ts'

/** The signal with its own meter provider. */
export function startTestMetrics(environment: Record<string, string>) {
  api.disable()
  const warnings: string[] = []
  const config = loadConfig({ OTEL_METRIC_EXPORT_INTERVAL: '3600000', ...environment })
  const metrics = startMetrics({
    config: config.metrics,
    resource: resourceFromAttributes({ 'service.name': 'under-test' }),
    redactor: createRedactor(),
    log: (_source, _level, message) => warnings.push(message),
  })
  return { ...metrics, warnings, meter: api.getMeter('test', '1.2.3') }
}
