import assert from 'node:assert/strict'
import type { Case, CaseContext } from '../support/case.ts'
import { otlpDocument } from '../support/otlp-document.ts'
import { freePort, startServices, untilSent } from '../support/services.ts'
import { buildGo, goVersions } from '../support/toolchains.ts'
import { until } from '../support/until.ts'

const module = 'github.com/jaegertracing/jaeger'
const requests = 30

interface JaegerTag {
  readonly key: string
}

interface JaegerSpan {
  readonly spanID: string
  readonly processID: string
  readonly tags: readonly JaegerTag[]
}

interface JaegerTrace {
  readonly traceID: string
  readonly spans: readonly JaegerSpan[]
  readonly processes: Readonly<
    Record<string, { readonly serviceName: string; readonly tags: readonly JaegerTag[] }>
  >
}

/** Jaeger, its base URL and that of its OTLP receiver. */
interface Jaeger {
  readonly url: string
  readonly otlpUrl: string
}

export const jaeger: Case = {
  name: 'jaeger',
  role: 'OTLP/HTTP receiver of the services; its API compared with that of the console',
  needs: ['go', 'npm'],
  programs: goVersions('jaeger', module).map((program) => `${program} (cmd/jaeger, version 2)`),
  async run(context) {
    const running = await startJaeger(context)
    const services = await startServices(context, running.otlpUrl)
    for (let count = 0; count < requests; count += 1)
      assert.equal((await fetch(`${services.homeUrl}/api/activities/home`)).status, 200)
    for (const [service, url] of [
      ['home-activities', services.homeUrl],
      ['user-activities', services.userUrl],
    ] as const) {
      const { sent, accepted } = await untilSent(url)
      assert.equal(sent, accepted)
      await until(`${sent} spans of ${service}`, async () => {
        const stored = spansOf(await tracesOf(running.url, service), service)
        if (stored !== sent) throw new Error(`${stored} are stored`)
        return true
      })
    }
    context.passed(`${requests} requests: Jaeger has every span that the services sent, once`)

    await compareTraces(context, running)
    await compareUploads(context, running)
    await compareErrors(context, running)
  },
}

async function startJaeger({ processes }: CaseContext): Promise<Jaeger> {
  const program = buildGo('jaeger', `${module}/cmd/jaeger`)
  const [http, grpc, otlp] = [await freePort(), await freePort(), await freePort()]
  const pipeline = { receivers: ['otlp'], exporters: ['jaeger_storage_exporter'] }
  const config = {
    service: {
      extensions: ['jaeger_storage', 'jaeger_query'],
      pipelines: { traces: pipeline },
      telemetry: { metrics: { level: 'none' }, logs: { level: 'error' } },
    },
    extensions: {
      jaeger_storage: { backends: { memory: { memory: { max_traces: 10_000 } } } },
      jaeger_query: {
        storage: { traces: 'memory' },
        http: { endpoint: `127.0.0.1:${http}` },
        grpc: { endpoint: `127.0.0.1:${grpc}` },
      },
    },
    receivers: { otlp: { protocols: { http: { endpoint: `127.0.0.1:${otlp}` } } } },
    exporters: { jaeger_storage_exporter: { trace_storage: 'memory' } },
  }
  const child = processes.start(program, [`--config=yaml:${JSON.stringify(config)}`])
  const url = `http://127.0.0.1:${http}`
  await until('Jaeger to start', async () => (await fetch(`${url}/api/services`)).ok, child)
  return { url, otlpUrl: `http://127.0.0.1:${otlp}` }
}

/** Imports into the console what Jaeger has, and compares how both show it. */
async function compareTraces({ console, passed }: CaseContext, running: Jaeger): Promise<void> {
  const traces = await tracesOf(running.url, 'user-activities')
  for (const trace of traces) {
    const exported = await fetch(`${running.url}/api/v3/traces/${trace.traceID}`)
    const { result } = (await exported.json()) as { readonly result: object }
    const imported = await fetch(`${console.url}/api/v1/import`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-cruddur-console': '1' },
      body: JSON.stringify(result),
    })
    assert.equal(imported.status, 200, await imported.text())
    const [ofConsole] = await read<JaegerTrace>(`${console.url}/jaeger/api/traces/${trace.traceID}`)
    assert.deepEqual(comparable(ofConsole), comparable(trace))
  }
  passed(`${traces.length} traces, exported by Jaeger and imported, are the same on both`)
}

/** Spans with values of every type, events, links and status codes. */
async function compareUploads({ console, passed }: CaseContext, running: Jaeger): Promise<void> {
  const upload = async (base: string) => {
    const response = await fetch(`${base}/api/transform`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(otlpDocument),
    })
    const { data } = (await response.json()) as { readonly data: readonly JaegerTrace[] }
    return comparable(data[0])
  }
  assert.deepEqual(await upload(`${console.url}/jaeger`), await upload(running.url))
  passed('An uploaded file with values of every type, events, links and errors is the same on both')
}

async function compareErrors({ console, passed }: CaseContext, running: Jaeger): Promise<void> {
  for (const path of [
    ...['traces?service=', 'traces?service=x&limit=abc', 'traces?service=x&start=abc'],
    ...['traces?service=x&tags=text', 'traces?service=x&minDuration=5', 'traces?service=x&tag=a'],
    ...['traces/zz', 'traces/123', 'dependencies?endTs=x', 'metrics/calls', 'traces?traceID=zz'],
  ]) {
    const [ofConsole, ofJaeger] = await Promise.all(
      [`${console.url}/jaeger`, running.url].map(async (base) => {
        const response = await fetch(`${base}/api/${path}`)
        const { errors } = (await response.json()) as { errors: readonly { code: number }[] }
        return { status: response.status, codes: errors.map(({ code }) => code) }
      }),
    )
    assert.deepEqual(ofConsole, ofJaeger, path)
  }
  passed('11 invalid requests have the same status and the same form of error on both')
}

async function tracesOf(url: string, service: string): Promise<readonly JaegerTrace[]> {
  return read<JaegerTrace>(`${url}/api/traces?service=${service}&limit=1000&lookback=1h`)
}

async function read<Item>(url: string): Promise<readonly Item[]> {
  const { data } = (await (await fetch(url)).json()) as { readonly data: readonly Item[] | null }
  return data ?? []
}

function spansOf(traces: readonly JaegerTrace[], service: string): number {
  return traces
    .flatMap(({ spans, processes }) => spans.map(({ processID }) => processes[processID]))
    .filter((process) => process?.serviceName === service).length
}

/** A trace without the order of spans and tags. */
function comparable(trace: JaegerTrace | undefined) {
  if (trace === undefined) return undefined
  const byKey = (a: JaegerTag, b: JaegerTag) => (a.key < b.key ? -1 : 1)
  return trace.spans
    .map(({ processID, ...span }) => {
      const { serviceName, tags } = trace.processes[processID] ?? { serviceName: '', tags: [] }
      return {
        ...span,
        ...{ warnings: null, flags: undefined },
        tags: span.tags.toSorted(byKey),
        process: { serviceName, tags: tags.toSorted(byKey) },
      }
    })
    .sort((a, b) => (a.spanID < b.spanID ? -1 : 1))
}
