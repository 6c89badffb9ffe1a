import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { machine, writeResult } from '../report/results.ts'
import { startConsole } from './console-process.ts'
import { type Ingested, ingest } from './ingest.ts'
import { metricRequests } from './metrics.ts'

export interface Figure {
  readonly name: string
  readonly measured: string
  readonly goal: string
  readonly isMet?: boolean
}

export interface ReceivedMetrics extends Ingested {
  readonly lost: number
}

const requestCount = 500
const goal = 50_000

/** Sends half a million data points to a console and counts those that it stored. */
export async function receiveMetrics(folder: string, lastMillis: number): Promise<ReceivedMetrics> {
  const running = await startConsole(folder)
  const requests = metricRequests(requestCount, BigInt(lastMillis) * 1_000_000n)
  const ingested = await ingest(running, requests, 'metrics')
  const { metrics } = await running.get<{ metrics: { pointCount: number }[] }>('/api/v1/metrics')
  await running.stop()
  const stored = metrics.reduce((sum, { pointCount }) => sum + pointCount, 0)
  return { ...ingested, lost: ingested.spans - stored }
}

export function metricFigure({
  cpuMicrosPerSpan,
  spansPerSecond,
  lost,
}: ReceivedMetrics): Figure & { readonly isMet: boolean } {
  const perCore = 1e6 / cpuMicrosPerSpan
  return {
    name: 'metric data points received, decoded, stored',
    measured: `${perCore.toFixed(0)} per core second (${spansPerSecond.toFixed(0)}/s), ${lost} lost`,
    goal: `${goal} per core second, none lost`,
    isMet: perCore >= goal && lost === 0,
  }
}

/** The row of metrics alone, which takes half a minute. */
export async function benchReceivedMetrics(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-metrics-'))
  try {
    const received = await receiveMetrics(folder, Date.now())
    const { name, measured, isMet } = metricFigure(received)
    const text = `${machine()}; ${received.spans} data points\n${name}: ${measured}\n${isMet ? 'met' : 'NOT met'}`
    await writeResult('console-metrics', text, received)
    if (!isMet) process.exitCode = 1
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
