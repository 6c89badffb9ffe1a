import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { formatMarkdown } from '../report/markdown.ts'
import { machine, writeResult } from '../report/results.ts'
import { percentile } from '../report/statistics.ts'
import { startConsole } from './console-process.ts'
import { type SentDatagrams, sendDatagrams } from './datagrams.ts'
import type { Filled } from './fill.ts'
import { type Ingested, ingest } from './ingest.ts'
import { type QueryTimes, queries, runRepeatedly } from './queries.ts'
import {
  type Figure,
  metricFigure,
  type ReceivedMetrics,
  receiveMetrics,
} from './receive-metrics.ts'
import { exportRequests, spansPerTrace } from './spans.ts'

const maxReceived = 1_000_000
/** Enough runs that the p95 excludes the first ones, before V8 has compiled the code. */
const times = 100
const settleMillis = 10_000
const progress = (text: string) => process.stderr.write(`${text}\n`)

async function receive(folder: string, spans: number, lastMillis: number) {
  const running = await startConsole(folder)
  const toNano = BigInt(lastMillis) * 1_000_000n
  const requests = exportRequests({
    traces: Math.ceil(spans / spansPerTrace),
    fromNano: toNano - 86_400_000_000_000n,
    toNano,
    spansPerRequest: 512,
  })
  const ingested = await ingest(running, requests)
  const { all } = await running.get<{ all: { total: { count: number } } }>(
    '/api/v1/spans/count?since=30d',
  )
  await running.stop()
  return { ...ingested, lost: ingested.spans - all.total.count }
}

async function fill(folder: string, spans: number): Promise<Filled> {
  const child = fork(fileURLToPath(new URL('./fill.ts', import.meta.url)), [folder, String(spans)])
  const exited = once(child, 'exit').then(([code]) => {
    throw new Error(`filling ended with ${code}`)
  })
  const [filled] = await Promise.race([once(child, 'message'), exited])
  exited.catch(() => undefined)
  return filled as Filled
}

async function measureQueries(folder: string, lastMillis: number, days: number) {
  const running = await startConsole(folder)
  await new Promise((resolve) => setTimeout(resolve, settleMillis))
  const idleBytes = await running.residentBytes()
  const results: (QueryTimes & { readonly name: string; readonly goalMillis?: number })[] = []
  for (const query of await queries(running, { lastMillis, days })) {
    const { name, goalMillis } = query
    const measured = await runRepeatedly(running, query, times)
    results.push({ name, ...(goalMillis !== undefined && { goalMillis }), ...measured })
    progress(
      `  ${name}: p95 ${percentile(measured.millis, 0.95).toFixed(0)} ms, ${measured.cpuMillis.toFixed(0)} ms of CPU time`,
    )
  }
  await running.stop()
  return { readyMillis: running.readyMillis, idleBytes, results }
}

/** Measures ingestion, storage and queries of the console against their goals. */
export async function benchConsole(spans: number): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-console-'))
  const lastMillis = Date.now()
  try {
    progress(`receiving ${Math.min(spans, maxReceived)} spans`)
    const received = await receive(join(folder, 'spans'), Math.min(spans, maxReceived), lastMillis)
    progress('receiving metrics')
    const metrics = await receiveMetrics(join(folder, 'metrics'), lastMillis)
    progress('sending segments')
    const forSegments = await startConsole(join(folder, 'segments'))
    const segments = await sendDatagrams(forSegments, { perSecond: 10_000, seconds: 10 })
    await forSegments.stop()
    progress(`filling to ${spans} spans`)
    const filled = await fill(join(folder, 'spans'), spans)
    progress('running queries')
    const days = Math.ceil(spans / maxReceived)
    const measured = await measureQueries(join(folder, 'spans'), lastMillis, days)

    const figures = [
      ...ingestFigures(received, segments, metrics),
      figure('disk', filled.bytesPerSpan, 80, 'bytes per span'),
      figure('ready on these data', measured.readyMillis, 2_000, 'ms'),
      figure('memory when idle', measured.idleBytes / 1e6, 350, 'MB'),
      ...measured.results.map(({ name, goalMillis, millis, cpuMillis }) => ({
        ...figure(name, percentile(millis, 0.95), goalMillis, 'ms'),
        measured: `${percentile(millis, 0.5).toFixed(0)} / ${percentile(millis, 0.95).toFixed(0)} ms, ${cpuMillis.toFixed(0)} ms cpu`,
      })),
    ]
    await writeResult(
      'console',
      report(figures, filled.spans),
      { received, metrics, segments, filled, measured },
      undefined,
      'md',
    )
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function figure(name: string, value: number, goal: number | undefined, unit: string): Figure {
  return {
    name,
    measured: `${value.toFixed(0)} ${unit}`,
    goal: goal === undefined ? '' : `${goal} ${unit}`,
    ...(goal !== undefined && { isMet: value <= goal }),
  }
}

function ingestFigures(
  received: Ingested & { readonly lost: number },
  segments: SentDatagrams,
  metrics: ReceivedMetrics,
): Figure[] {
  const perCore = 1e6 / received.cpuMicrosPerSpan
  const { lost, spansPerSecond, ackMillis } = received
  const latency = [0.5, 0.99].map((share) => percentile(ackMillis, share).toFixed(0)).join(' / ')
  return [
    {
      name: 'spans received, decoded, stored',
      measured: `${perCore.toFixed(0)} per core second (${spansPerSecond.toFixed(0)}/s)`,
      goal: '20000 per core second',
      isMet: perCore >= 20_000,
    },
    { name: 'spans lost', measured: String(lost), goal: '0', isMet: lost === 0 },
    metricFigure(metrics),
    { name: 'acknowledged, p50 / p99', measured: `${latency} ms`, goal: '' },
    {
      name: 'X-Ray datagrams',
      measured: `${segments.perSecond.toFixed(0)}/s, ${segments.sent - segments.stored} of ${segments.sent} dropped`,
      goal: '10000/s, none dropped',
      isMet: segments.stored === segments.sent && segments.perSecond >= 9_900,
    },
  ]
}

function report(figures: readonly Figure[], spans: number): string {
  const rows = figures.map(({ name, measured, goal, isMet }) => [
    name,
    measured,
    goal,
    isMet === undefined ? '' : isMet ? 'met' : 'not met',
  ])
  return `# The console on ${spans} spans

${machine()}. Queries over HTTP, ${times} each: p50 / p95, and CPU time of the console per query. A
core-second is one second of CPU time, all threads. Up to a million spans are received over OTLP; the
others are copies on earlier days with new IDs, created inside the engine.

${formatMarkdown(['', 'measured', 'goal', ''], rows)}`
}
