import assert from 'node:assert/strict'
import type { LogList } from '../../apps/console/src/contract/logs.ts'
import type { MetricResult } from '../../apps/console/src/contract/metrics.ts'
import type { Trace } from '../../apps/console/src/contract/traces.ts'
import type { Case } from '../support/case.ts'
import { startServices } from '../support/services.ts'
import { buildGo, goVersions } from '../support/toolchains.ts'
import { until } from '../support/until.ts'

export const goOtlp: Case = {
  name: 'go-otlp',
  role: 'OTLP/gRPC sender with default settings, and caller of the services',
  needs: ['go'],
  programs: goVersions(
    'otlp',
    'go.opentelemetry.io/otel/sdk',
    'go.opentelemetry.io/otel/sdk/log',
    'go.opentelemetry.io/contrib/instrumentation/net/http/otelhttp',
  ),
  async run(context) {
    const { console, processes, passed } = context
    const { homeUrl } = await startServices(context)
    const stdout = await processes.run(buildGo('otlp'), [`${homeUrl}/api/activities/home`], {
      env: { OTEL_SERVICE_NAME: 'shop', OTEL_EXPORTER_OTLP_ENDPOINT: console.otlpGrpcUrl },
    })
    const traceId = stdout.trim()

    const trace = await until('one trace through three services', async () => {
      const read = await console.get<Trace>(`traces/${traceId}`)
      const services = new Set(read.spans.map(({ service }) => service))
      return services.size === 3 && read
    })
    assert.ok(trace.spans.every(({ orphan }) => !orphan))
    passed('One trace from Go through home-activities to user-activities')
    const root = trace.spans.find(({ name }) => name === 'place order')
    assert.equal(root?.parentSpanId, '')
    assert.equal(root?.attributes['order.items'], '3')
    assert.deepEqual(JSON.parse(root?.attributes['order.tags'] ?? ''), ['a', 'b'])
    assert.equal(root?.status, 'error')
    assert.equal(root?.statusMessage, 'no such item')
    assert.equal(root?.events[0]?.name, 'order.checked')
    passed('Attributes, status and span events are kept')

    const line = await until('the log record', async () => {
      const { lines } = await console.get<LogList>('logs', { service: 'shop' })
      return lines.find(({ body }) => body === 'order placed')
    })
    assert.equal(line.traceId, traceId)
    assert.equal(line.spanId, root?.spanId)
    assert.equal(line.severityNumber, 13)
    passed('A log record has its severity, trace ID and span ID')

    const metric = await until('the counter', () =>
      console.get<MetricResult>('metrics/values', { name: 'interop.orders', by: 'channel' }),
    )
    assert.equal(metric.unit, '{order}')
    assert.equal(metric.groups[0]?.value, 'go')
    passed('A counter has its unit and attributes')
  },
}
