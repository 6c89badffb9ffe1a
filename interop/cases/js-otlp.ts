import assert from 'node:assert/strict'
import type { LogList } from '../../apps/console/src/contract/logs.ts'
import type { MetricList } from '../../apps/console/src/contract/metrics.ts'
import type { Trace, TraceList } from '../../apps/console/src/contract/traces.ts'
import type { Case, CaseContext } from '../support/case.ts'
import { startServices } from '../support/services.ts'
import { javascriptFolder, npmVersions } from '../support/toolchains.ts'
import { until } from '../support/until.ts'

export const jsOtlp: Case = {
  name: 'js-otlp',
  role: 'OTLP/HTTP senders with default settings, and caller of the services',
  needs: ['npm'],
  programs: npmVersions(
    '@opentelemetry/auto-instrumentations-node',
    'express',
    'pino',
    'pino-opentelemetry-transport',
  ),
  async run(context) {
    await runExpress(context)
    await runPinoTransport(context)
  },
}

async function runExpress(context: CaseContext): Promise<void> {
  const { console, processes, passed } = context
  const { homeUrl } = await startServices(context)
  const register = '@opentelemetry/auto-instrumentations-node/register'
  const app = processes.start(
    process.execPath,
    ['--require', register, 'express-app.cjs', `${homeUrl}/api/activities/home`],
    {
      cwd: javascriptFolder,
      env: { OTEL_SERVICE_NAME: 'shop', OTEL_EXPORTER_OTLP_ENDPOINT: console.otlpUrl },
    },
  )
  await until('the Express app to end', async () => app.hasEnded())

  const trace = await until('one trace through three services', async () => {
    const { traces } = await console.get<TraceList>('traces', { service: 'user-activities' })
    for (const { traceId } of traces) {
      const read = await console.get<Trace>(`traces/${traceId}`)
      if (new Set(read.spans.map(({ service }) => service)).size === 3) return read
    }
    return undefined
  })
  assert.ok(trace.spans.every(({ orphan }) => !orphan))
  assert.ok(trace.spans.some(({ name, service }) => service === 'shop' && name === 'GET /'))
  passed('One trace from Express through home-activities to user-activities')

  const failures = await console.get<TraceList>('traces', { service: 'shop', status: 'error' })
  const names = await Promise.all(
    failures.traces.map(({ traceId }) => console.get<Trace>(`traces/${traceId}`)),
  )
  assert.ok(names.some(({ spans }) => spans.some(({ name }) => name === 'GET /failure')))
  passed('A failed request is an error')

  const { lines } = await console.get<LogList>('logs', { service: 'shop' })
  const line = lines.find(({ body }) => body === 'order placed')
  assert.equal(line?.traceId, trace.traceId)
  assert.equal(line?.severityNumber, 13)
  assert.equal(line?.attributes.items, '3')
  passed('A pino line has its severity, attributes and trace ID')

  const { metrics } = await console.get<MetricList>('metrics', { service: 'shop' })
  const duration = metrics.find(({ name }) => /^http\.server\.(request\.)?duration$/.test(name))
  assert.equal(duration?.kind, 'histogram', metrics.map(({ name }) => name).join(', '))
  passed('The duration of requests is a histogram')
}

async function runPinoTransport({ console, processes, passed }: CaseContext): Promise<void> {
  await processes.run(process.execPath, ['pino-app.cjs'], {
    cwd: javascriptFolder,
    env: { OTEL_SERVICE_NAME: 'pino-shop', OTEL_EXPORTER_OTLP_ENDPOINT: console.otlpUrl },
  })
  const lines = await until('seven lines of pino', async () => {
    const list = await console.get<LogList>('logs', { service: 'pino-shop' })
    return list.lines.length === 7 && list.lines
  })
  const severities = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'].map(
    (level) => lines.find(({ body }) => body === `${level} line`)?.severityNumber,
  )
  assert.deepEqual(severities, [1, 5, 9, 13, 17, 21])
  passed('pino-opentelemetry-transport: every level has its severity number')
  const warning = lines.find(({ body }) => body === 'warn line')
  assert.equal(warning?.traceId, '0af7651916cd43dd8448eb211c80319c')
  assert.equal(warning?.spanId, 'b7ad6b7169203331')
  passed('pino-opentelemetry-transport: a line has its trace ID and span ID')
}
