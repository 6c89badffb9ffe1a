import assert from 'node:assert/strict'
import type { LogList } from '../../apps/console/src/contract/logs.ts'
import type { MetricList } from '../../apps/console/src/contract/metrics.ts'
import type { Trace, TraceList } from '../../apps/console/src/contract/traces.ts'
import type { Case, CaseContext } from '../support/case.ts'
import { freePort, startServices, untilSent } from '../support/services.ts'
import { untilStored } from '../support/stored-spans.ts'
import { buildGo, goVersions, javascriptFolder } from '../support/toolchains.ts'
import { until } from '../support/until.ts'

const requestsPerPhase = 50

export const collector: Case = {
  name: 'collector',
  role: 'OTLP/HTTP receiver, batch processor and OTLP/gRPC exporter between services and console',
  needs: ['go', 'npm'],
  programs: goVersions(
    'collector',
    'go.opentelemetry.io/collector/otelcol',
    'go.opentelemetry.io/collector/receiver/otlpreceiver',
    'go.opentelemetry.io/collector/processor/batchprocessor',
    'go.opentelemetry.io/collector/exporter/otlpexporter',
  ),
  async run(context) {
    const { console, passed } = context
    const program = buildGo('collector')
    const port = await freePort()
    const startCollector = () => startOn(context, program, port)
    let running = await startCollector()
    const services = await startServices(context, `http://127.0.0.1:${port}`)

    await sendRequests(services.homeUrl)
    await compareCounts(context, services)
    const { traces } = await console.get<TraceList>('traces', { service: 'home-activities' })
    const trace = await console.get<Trace>(`traces/${traces[0]?.traceId}`)
    assert.ok(trace.spans.every(({ orphan }) => !orphan))
    passed(`${requestsPerPhase} requests: every sent span is stored once, with its parent`)

    await console.stop()
    await sendRequests(services.homeUrl)
    await untilSent(services.homeUrl)
    await console.start()
    await compareCounts(context, services)
    passed('Console away for 50 requests: every sent span is stored once')

    await running.stop()
    await sendRequests(services.homeUrl)
    running = await startCollector()
    await compareCounts(context, services)
    passed('Collector away for 50 requests: every span is sent afterwards and stored once')

    await checkOtherSignals(context, port)
  },
}

async function startOn({ console, processes }: CaseContext, program: string, port: number) {
  const pipeline = { receivers: ['otlp'], processors: ['batch'], exporters: ['otlp'] }
  const config = {
    receivers: { otlp: { protocols: { http: { endpoint: `127.0.0.1:${port}` } } } },
    processors: { batch: {} },
    exporters: { otlp: { endpoint: console.otlpGrpcUrl, tls: { insecure: true } } },
    service: {
      telemetry: { metrics: { level: 'none' } },
      pipelines: { traces: pipeline, metrics: pipeline, logs: pipeline },
    },
  }
  const child = processes.start(program, [`--config=yaml:${JSON.stringify(config)}`])
  const url = `http://127.0.0.1:${port}/v1/traces`
  await until('the Collector to start', async () => (await fetch(url)).status === 405, child)
  return child
}

async function sendRequests(homeUrl: string): Promise<void> {
  for (let count = 0; count < requestsPerPhase; count += 1) {
    const response = await fetch(`${homeUrl}/api/activities/home`)
    await response.arrayBuffer()
    assert.equal(response.status, 200)
  }
}

async function compareCounts(
  { console }: CaseContext,
  { homeUrl, userUrl }: { readonly homeUrl: string; readonly userUrl: string },
): Promise<void> {
  for (const [service, url] of [
    ['home-activities', homeUrl],
    ['user-activities', userUrl],
  ] as const) {
    const { accepted, sent } = await untilSent(url)
    assert.equal(accepted, sent)
    await untilStored(console, service, sent)
  }
}

async function checkOtherSignals({ console, processes, passed }: CaseContext, port: number) {
  await processes.run(process.execPath, ['pino-app.cjs'], {
    cwd: javascriptFolder,
    env: {
      OTEL_SERVICE_NAME: 'pino-shop',
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`,
    },
  })
  const lines = await until('seven log records', async () => {
    const list = await console.get<LogList>('logs', { service: 'pino-shop' })
    return list.lines.length === 7 && list.lines
  })
  assert.equal(lines.at(-1)?.body, 'trace line')
  assert.equal(lines.at(-1)?.traceId, '0af7651916cd43dd8448eb211c80319c')
  passed('Log records arrive once, in order, with their trace ID')
  await until('a histogram', async () => {
    const { metrics } = await console.get<MetricList>('metrics', { service: 'home-activities' })
    return metrics.some(({ kind }) => /histogram/i.test(kind))
  })
  passed('Metrics of the services arrive')
}
