import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import type { Trace } from '../../apps/console/src/contract/traces.ts'
import type { Case, CaseContext } from '../support/case.ts'
import type { ConsoleProcess } from '../support/console.ts'
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
          {
            ...{ name: 'limit', type: 'string_attribute' },
            string_attribute: { key: 'url.query', values: ['limit=7'] },
          },
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

/** Segments are the only signal with spans; the rules of the console, read through the Collector, sample all requests. */
async function receiveSegments(context: CaseContext, { xrayAddress, child }: Collector) {
  const { console, passed } = context
  const env = { AWS_XRAY_DAEMON_ADDRESS: xrayAddress, OTEL_TRACES_EXPORTER: 'none' }
  const { homeUrl } = await startServices(context, console.otlpUrl, env)
  const traceIds = await sendRequests(homeUrl, Array(requests).fill('/api/activities/home'))
  for (const traceId of traceIds) {
    const trace = await untilTrace(console, traceId, ['home-activities', 'user-activities'])
    assert.ok(trace.spans.every(({ depth, orphan }) => depth === 0 || !orphan))
    const sql = trace.spans.find(({ attributes }) => 'db.statement' in attributes)
    assert.equal(sql?.attributes['db.name'], 'postgres')
    assert.match(sql?.attributes['db.connection_string'] ?? '', /^postgresql:\/\//)
  }
  assert.doesNotMatch(child.output(), /conversion failed/)
  passed(
    `${requests} requests: the segments of both services, sent by UDP, are spans down to SQL; sampling rules through its proxy`,
  )
}

async function sampleTails(context: CaseContext, { url }: Collector): Promise<void> {
  const { console, passed } = context
  const env = { AWS_XRAY_DAEMON_ADDRESS: '', HOME_ACTIVITIES_FAULTS: 'true' }
  const folder = join(context.folder, 'second')
  const { homeUrl, userUrl } = await startServices({ ...context, folder }, url, env)
  const [failed, kept, other] = await Promise.all(
    ['/faults/error', '/api/activities/home?limit=7', '/api/activities/home'].map((path) =>
      sendRequests(homeUrl, Array(requests).fill(path)),
    ),
  )
  for (const serviceUrl of [homeUrl, userUrl]) await untilSent(serviceUrl)
  for (const traceId of failed ?? []) await untilTrace(console, traceId, ['home-activities'])
  const services = ['home-activities', 'user-activities']
  for (const traceId of kept ?? []) {
    const { spans, segments } = await untilTrace(console, traceId, services, true)
    assert.ok(spans.every(({ depth, orphan }) => depth === 0 || !orphan))
    const spanIds = new Set(spans.map(({ spanId }) => spanId))
    assert.ok(segments?.every(({ segmentId }) => spanIds.has(segmentId)))
  }
  // Only its log lines.
  for (const traceId of other ?? [])
    assert.deepEqual((await console.get<Trace>(`traces/${traceId}`)).spans, [])
  passed(
    `Tail sampling of ${3 * requests} traces by status and attribute: the spans of both services are kept or dropped together`,
  )
  passed('The X-Ray exporter of the Collector: its segments are stored, with the IDs of the spans')
}

/** Sends the requests one after another. @returns their trace IDs, which X-Ray accepts */
async function sendRequests(homeUrl: string, paths: readonly string[]): Promise<string[]> {
  const traceIds: string[] = []
  for (const path of paths) {
    const traceId = Math.floor(Date.now() / 1_000).toString(16) + randomBytes(12).toString('hex')
    const traceparent = `00-${traceId}-${randomBytes(8).toString('hex')}-01`
    const response = await fetch(`${homeUrl}${path}`, { headers: { traceparent } })
    await response.arrayBuffer()
    traceIds.push(traceId)
  }
  return traceIds
}

async function untilTrace(
  console: ConsoleProcess,
  traceId: string,
  services: readonly string[],
  withSegments = false,
): Promise<Trace> {
  return until(`${services.join(' and ')} in ${traceId}`, async () => {
    const trace = await console.get<Trace>(`traces/${traceId}`)
    const inSpans = new Set(trace.spans.map(({ service }) => service))
    const inSegments = new Set(trace.segments?.map(({ service }) => service))
    return (
      services.every((name) => inSpans.has(name) && (!withSegments || inSegments.has(name))) &&
      trace
    )
  })
}
