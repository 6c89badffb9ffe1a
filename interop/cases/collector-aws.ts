import assert from 'node:assert/strict'
import type { ServiceList, Trace, TraceList } from '../../apps/console/src/api/contract.ts'
import type { Case, CaseContext } from '../support/case.ts'
import { freePort, startServices, untilSent } from '../support/services.ts'
import { buildGo, goVersions } from '../support/toolchains.ts'
import { until } from '../support/until.ts'

const requests = 20
const contrib = 'github.com/open-telemetry/opentelemetry-collector-contrib'

export const collectorAws: Case = {
  name: 'collector-aws',
  role: 'X-Ray receiver and exporter, tail sampling; between services and console',
  needs: ['go', 'npm'],
  programs: goVersions(
    'collector-aws',
    'go.opentelemetry.io/collector/otelcol',
    `${contrib}/receiver/awsxrayreceiver`,
    `${contrib}/exporter/awsxrayexporter`,
    `${contrib}/processor/tailsamplingprocessor`,
  ),
  async run(context) {
    const collector = await startCollector(context)
    await receiveSegments(context, collector)
    await sampleTails(context, collector)
  },
}

async function startCollector({ console, processes }: CaseContext) {
  const program = buildGo('collector-aws')
  const otlpPort = await freePort()
  const xrayAddress = `127.0.0.1:${await freePort()}`
  const config = {
    receivers: {
      otlp: { protocols: { http: { endpoint: `127.0.0.1:${otlpPort}` } } },
      awsxray: {
        endpoint: xrayAddress,
        proxy_server: {
          ...{ endpoint: xrayAddress, aws_endpoint: console.url },
          ...{ region: 'us-east-1', local_mode: true },
        },
      },
    },
    processors: {
      tail_sampling: {
        decision_wait: '2s',
        policies: [
          { name: 'errors', type: 'status_code', status_code: { status_codes: ['ERROR'] } },
        ],
      },
    },
    exporters: {
      otlp_grpc: { endpoint: console.otlpGrpcUrl, tls: { insecure: true } },
      awsxray: { endpoint: console.url, region: 'us-east-1', local_mode: true },
    },
    service: {
      telemetry: { metrics: { level: 'none' } },
      pipelines: {
        'traces/segments': { receivers: ['awsxray'], exporters: ['otlp_grpc'] },
        'traces/spans': {
          ...{ receivers: ['otlp'], processors: ['tail_sampling'] },
          exporters: ['otlp_grpc', 'awsxray'],
        },
      },
    },
  }
  const child = processes.start(program, [`--config=yaml:${JSON.stringify(config)}`], {
    env: { AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' },
  })
  const url = `http://127.0.0.1:${otlpPort}`
  await until(
    'the Collector to start',
    async () => (await fetch(`${url}/v1/traces`)).status === 405,
    child,
  )
  return { url, xrayAddress, child }
}

type Collector = Awaited<ReturnType<typeof startCollector>>
async function receiveSegments(context: CaseContext, { xrayAddress, child }: Collector) {
  const rule = { RuleName: 'all', Priority: 1, FixedRate: 1, ReservoirSize: 0, ServiceName: '*', ServiceType: '*', Host: '*', HTTPMethod: '*', URLPath: '*', ResourceARN: '*', Version: 1 }
  const r = await fetch(`${context.console.url}/CreateSamplingRule`, { method: 'POST', body: JSON.stringify({ SamplingRule: rule }) })
  console.error(r.status, await r.text())
  const services = await startServices(context, context.console.otlpUrl, { AWS_XRAY_DAEMON_ADDRESS: xrayAddress, OTEL_TRACES_EXPORTER: 'none' })
  for (let i = 0; i < requests; i++) await (await fetch(`${services.homeUrl}/api/activities/home`)).arrayBuffer()
  await new Promise((r) => setTimeout(r, 5000))
  console.error(JSON.stringify(await (await fetch(`${services.homeUrl}/health/telemetry`)).json(), null, 1))
  const list = await context.console.get<TraceList>('traces', { service: 'home-activities' })
  console.error(JSON.stringify(list.traces.slice(0, 2)), list.traces.length)
  console.error(JSON.stringify(await context.console.get('services')))
  const t = await context.console.get<Trace>(`traces/${list.traces[0]?.traceId}`)
  console.error(JSON.stringify(t, null, 1).slice(0, 9000))
  console.error(child.output())
}
async function sampleTails(_context: CaseContext, _collector: Collector) {}
