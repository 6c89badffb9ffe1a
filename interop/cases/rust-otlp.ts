import assert from 'node:assert/strict'
import type { LogList } from '../../apps/console/src/contract/logs.ts'
import type { MetricResult } from '../../apps/console/src/contract/metrics.ts'
import type { Trace } from '../../apps/console/src/contract/traces.ts'
import type { Case, CaseContext } from '../support/case.ts'
import { startServices } from '../support/services.ts'
import { buildRust, cargoVersions } from '../support/toolchains.ts'
import { until } from '../support/until.ts'

export const rustOtlp: Case = {
  name: 'rust-otlp',
  role: 'OTLP/gRPC and OTLP/HTTP sender with default settings, and caller of the services',
  needs: ['cargo'],
  programs: cargoVersions(
    'opentelemetry-otlp',
    'opentelemetry_sdk',
    'tracing-opentelemetry',
    'opentelemetry-appender-tracing',
  ),
  async run(context) {
    const { console, passed } = context
    const program = buildRust('otlp')
    const { homeUrl } = await startServices(context)
    for (const [transport, endpoint] of [
      ['grpc', console.otlpGrpcUrl],
      ['http', console.otlpUrl],
    ] as const) {
      await checkTransport(context, [program, transport, homeUrl], endpoint)
      passed(
        `${transport === 'grpc' ? 'gRPC' : 'HTTP'}: one trace from Rust through home-activities to user-activities, two log records and two metrics`,
      )
    }
  },
}

async function checkTransport(
  { console, processes }: CaseContext,
  [program, transport, homeUrl]: readonly [string, string, string],
  endpoint: string,
): Promise<void> {
  const service = `shop-${transport}`
  const stdout = await processes.run(program, [transport, `${homeUrl}/api/activities/home`], {
    env: { OTEL_SERVICE_NAME: service, OTEL_EXPORTER_OTLP_ENDPOINT: endpoint },
  })
  const traceId = stdout.trim()
  const trace = await until('one trace through three services', async () => {
    const read = await console.get<Trace>(`traces/${traceId}`)
    const services = new Set(read.spans.map((span) => span.service))
    return services.size === 3 && read
  })
  assert.ok(trace.spans.every(({ orphan }) => !orphan))
  const root = trace.spans.find(({ name }) => name === 'place order')
  assert.equal(root?.status, 'error')
  assert.equal(root?.attributes['order.items'], '3')
  assert.equal(root?.attributes['order.total'], '12.5')
  assert.deepEqual(
    root?.events.map(({ name }) => name),
    ['order placed', 'order failed'],
  )

  const lines = await until('two log records', async () => {
    const read = await console.get<LogList>('logs', { service })
    return read.lines.length === 2 && read.lines
  })
  for (const line of lines) assert.deepEqual([line.traceId, line.spanId], [traceId, root?.spanId])
  assert.deepEqual(lines.map(({ body, severityNumber }) => `${severityNumber} ${body}`).sort(), [
    '13 order placed',
    '17 order failed',
  ])

  const read = async (name: string) => {
    const query = { name, service }
    return until(name, () => console.get<MetricResult>('metrics/values', query))
  }
  const orders = await read('interop.orders')
  assert.deepEqual([orders.unit, orders.groups[0]?.total], ['{order}', 2])
  const duration = await read('interop.duration')
  assert.deepEqual([duration.type, duration.unit], ['histogram', 's'])
}
