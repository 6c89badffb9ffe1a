import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { type ConsoleProcess, startConsole } from '../console/console-process.ts'
import { measureSideBySide, ratioOf } from '../overhead/measure.ts'
import { samplingStacks } from '../overhead/stacks/stacks.ts'
import { writeResult } from '../report/results.ts'
import { median } from '../report/statistics.ts'
import {
  type Equality,
  type Figures,
  formatReport,
  type OpenSpans,
  type Twin,
} from './format-report.ts'
import { sendRequests } from './load.ts'
import { startService } from './run-service.ts'

const progress = (text: string) => process.stderr.write(`${text}\n`)
const operation = encodeURIComponent('GET /work')
const twin = fileURLToPath(new URL('./twin.ts', import.meta.url))

async function figuresOf(
  running: ConsoleProcess,
  service: string,
  minNano = '0',
): Promise<Figures> {
  const path = `/api/v1/spans/count?since=1h&service=${service}&operation=${operation}&minDuration=${minNano}ns`
  return (await running.get<{ all: { total: Figures } }>(path)).all.total
}

/** Waits until the console has stored what it has acknowledged. */
async function settled(running: ConsoleProcess, service: string): Promise<Figures> {
  let figures = await figuresOf(running, service)
  for (;;) {
    await sleep(5_000)
    const now = await figuresOf(running, service)
    if (now.count === figures.count) return now
    figures = now
  }
}

/** Trace IDs of failed requests, by pages. */
async function errorTraces(running: ConsoleProcess, service: string): Promise<Set<string>> {
  const ids = new Set<string>()
  let cursor: string | null = null
  do {
    const path = `/api/v1/traces?since=1h&limit=100&status=error&service=${service}&operation=${operation}${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`
    const page: { traces: { traceId: string }[]; nextCursor: string | null } =
      await running.get(path)
    for (const { traceId } of page.traces) ids.add(traceId)
    cursor = page.nextCursor
  } while (cursor)
  return ids
}

/** One run of a sampled service and its always-on twin, which receives the same spans. */
async function withTwin(running: ConsoleProcess, ratio: number, requests: number): Promise<Twin> {
  progress(`${ratio * 100}% next to an always-on twin`)
  const name = `sampled-${ratio * 100}`
  const service = await startService(name, running, {
    OTEL_TRACES_SAMPLER: 'parentbased_traceidratio',
    OTEL_TRACES_SAMPLER_ARG: String(ratio),
    TELEMETRY_KEEP: 'errors',
    TELEMETRY_EXTENSIONS: twin,
    OTEL_RESOURCE_ATTRIBUTES: `bench.run=${name}`,
  })
  await sendRequests(service.url, { requests, failing: 0.005, aborted: 0 })
  await service.stop()
  const all = await settled(running, 'twin')
  const sampled = await settled(running, name)
  const [kept, failed] = [await errorTraces(running, name), await errorTraces(running, 'twin')]
  const missing = [...failed].filter((id) => !kept.has(id)).length
  const p99 = Number(sampled.p99Nano) / Number(all.p99Nano) - 1
  const above = await figuresOf(running, 'twin', sampled.p99Nano)
  return {
    ratio,
    requests,
    twin: all,
    sampled,
    countError: sampled.count / all.count - 1,
    /** Of the requests without errors, which alone are sampled. */
    samplingError: Math.sqrt((1 - ratio) / (ratio * (all.count - all.errorCount))),
    p99Error: p99,
    aboveP99: above.count / all.count,
    aboveP99Error: Math.sqrt((0.01 * 0.99) / (ratio * all.count)),
    errorTraces: failed.size,
    missingErrorTraces: missing,
  }
}

/** Metrics and spans of the same requests, with errors and aborts. */
async function metricsEqualSpans(running: ConsoleProcess, requests: number): Promise<Equality> {
  progress('metric counts and span counts at rate 1')
  const service = await startService('measured', running, { OTEL_METRICS_EXPORTER: 'otlp' })
  const sent = await sendRequests(service.url, { requests, failing: 0.01, aborted: 0.01 })
  const ledger = await service.stop()
  const spans = await settled(running, 'measured')
  const metric = await running.get<{ groups: { value: string | null; total: number }[] }>(
    '/api/v1/metrics/values?since=1h&service=measured&name=http.server.request.duration&by=http.route&steps=1',
  )
  const counted = metric.groups.find(({ value }) => value === '/work')?.total ?? 0
  return { requests, sent, spans: spans.count, metric: counted, dropped: dropsOf(ledger) }
}

const dropsOf = (ledger: Readonly<Record<string, { readonly dropped: object }>>) =>
  Object.fromEntries(Object.entries(ledger).map(([signal, { dropped }]) => [signal, dropped]))

/** Memory while more local roots stay open than the buffer holds. */
async function overload(running: ConsoleProcess): Promise<OpenSpans[]> {
  progress('keep buffer under overload')
  const service = await startService('overloaded', running, {
    OTEL_TRACES_SAMPLER: 'parentbased_traceidratio',
    OTEL_TRACES_SAMPLER_ARG: '0.01',
    TELEMETRY_KEEP: 'errors,slow',
  })
  const get = async <T>(path: string) => (await (await fetch(service.url + path)).json()) as T
  const steps: OpenSpans[] = []
  let spans = 0
  for (const roots of [0, 4_000, 16_000, 80_000]) {
    spans += (await get<{ spans: number }>(`/open?roots=${roots}`)).spans
    steps.push({ spans, bytes: (await get<{ bytes: number }>('/memory')).bytes })
  }
  await service.stop()
  return steps
}

async function costs() {
  progress('cost per request')
  const samples = await measureSideBySide(samplingStacks, {
    connections: 32,
    turns: 6,
    seconds: 1,
  })
  return samplingStacks.map(({ name }, index) => ({
    name,
    cpuMicros: median(samples[index]?.turns.map(({ cpuMicros }) => cpuMicros) ?? []),
    throughput: ratioOf(samples[index], samples[0], 'requestsPerSecond'),
  }))
}

/** Proves that counts stay true under sampling, and measures what sampling costs. */
export async function sampling(requests: number): Promise<void> {
  const twins: Twin[] = []
  for (const ratio of [0.1, 0.01]) {
    twins.push(await withConsole((running) => withTwin(running, ratio, requests)))
  }
  const equality = await withConsole((running) => metricsEqualSpans(running, requests))
  const memory = await withConsole(overload)
  const cost = await costs()
  await writeResult('sampling', formatReport({ twins, equality, memory, cost }), {
    twins,
    equality,
    memory,
    cost,
  })
  const isProven =
    twins.every(({ missingErrorTraces }) => missingErrorTraces === 0) &&
    equality.spans === equality.metric
  if (!isProven) process.exitCode = 1
}

async function withConsole<T>(work: (running: ConsoleProcess) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-sampling-'))
  const running = await startConsole(folder)
  try {
    return await work(running)
  } finally {
    await running.stop()
    await rm(folder, { recursive: true })
  }
}
