import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { TelemetryLedger } from '../src/telemetry.ts'
import { type Backends, startBackends } from './support/backends.ts'
import { type DaemonThread, startDaemonThread } from './support/daemon-thread.ts'
import { startLoad } from './support/load.ts'
import { type ServiceProcess, startServiceProcess } from './support/service-process.ts'

const allowedQueueBytes = 64_000_000
/** One minute at 200 requests per second. */
const requestsOfAnOutage = 12_000

let backends: Backends
let daemon: DaemonThread
let service: ServiceProcess
beforeEach(async () => {
  backends = await startBackends()
  daemon = await startDaemonThread()
  service = await startServiceProcess('measured-service.ts', {
    ...backends.environment,
    AWS_XRAY_DAEMON_ADDRESS: `127.0.0.1:${daemon.port}`,
    TELEMETRY_ERROR_REPORTS_PER_MINUTE: '100000',
  })
})
afterEach(async () => {
  service.process.kill('SIGKILL')
  await Promise.all([backends.close(), daemon.stop()])
})

const slowPoll = { timeout: 60_000, interval: 200 }
const overHttp = () => [backends.otlp, backends.cloudWatch, backends.rollbar]

async function failAll(): Promise<void> {
  await Promise.all([...overHttp().map((backend) => backend.fail('refused')), daemon.stop()])
}

async function healAll(): Promise<void> {
  await Promise.all(overHttp().map((backend) => backend.heal()))
  daemon = await startDaemonThread(daemon.port)
}

const fetchJson = async <Body>(path: string): Promise<Body> =>
  (await fetch(`${service.url}${path}`)).json() as Promise<Body>
const memoryBytes = async () => (await fetchJson<{ bytes: number }>('/memory')).bytes

async function ledger() {
  const { spans, segments, logs, errorReports } =
    await fetchJson<TelemetryLedger>('/health/telemetry')
  return { spans, segments, logs, errorReports }
}

const lost = ({ dropped }: TelemetryLedger['spans']) =>
  Object.values(dropped).reduce((total, count) => total + count, 0)

async function expectConsistentCounters(): Promise<void> {
  for (const [name, signal] of Object.entries(await ledger())) {
    const { accepted, sent, queued } = signal
    expect({ name, accepted }).toEqual({ name, accepted: sent + queued + lost(signal) })
  }
}

const totalQueued = async () =>
  Object.values(await ledger()).reduce((total, { queued }) => total + queued, 0)

async function load(path: string, requests: number): Promise<void> {
  const { completed, ended } = startLoad(service.url, [path], 32, requests)
  await ended()
  expect([...completed.values()]).toEqual([requests])
}

describe('during an outage of all backends', () => {
  it('one minute at 200 requests per second loses nothing', async () => {
    await failAll()
    await load('/succeeds', requestsOfAnOutage)
    const during = await ledger()
    expect(during.spans.queued).toBe(3 * requestsOfAnOutage)
    expect(during.segments.queued).toBe(requestsOfAnOutage)
    expect(during.logs.queued).toBeGreaterThanOrEqual(requestsOfAnOutage)

    await healAll()
    await expect.poll(totalQueued, slowPoll).toBe(0)
    expect(Object.values(await ledger()).map(({ dropped }) => dropped)).toEqual([{}, {}, {}, {}])
    const requestLines = backends.logEvents().filter((line) => 'outcome' in line)
    expect({
      spans: new Set(backends.otlp.spans().map(({ spanId }) => spanId)).size,
      lines: new Set(requestLines.map(({ span_id }) => span_id)).size,
    }).toEqual({ spans: 3 * requestsOfAnOutage, lines: requestsOfAnOutage })
    const segments = async () => new Set((await daemon.documents()).map(({ id }) => id)).size
    await expect.poll(segments, slowPoll).toBe(requestsOfAnOutage)
  }, 180_000)

  it('full queues take less than 64 MB, the counters add up, and the memory is freed', async () => {
    await load('/fails', 1000)
    await expect.poll(totalQueued, slowPoll).toBe(0)
    const beforeBytes = await memoryBytes()
    await failAll()
    const fullQueues = async () =>
      Object.values(await ledger()).filter(({ dropped }) => (dropped.queue_full ?? 0) > 0).length
    while ((await fullQueues()) < 4) await load('/fails', 2000)
    await load('/fails', 2000)
    await expectConsistentCounters()
    const fullBytes = await memoryBytes()

    await healAll()
    await expect.poll(totalQueued, slowPoll).toBe(0)
    await expectConsistentCounters()
    const emptyBytes = await memoryBytes()
    const queueBytes = fullBytes - emptyBytes
    process.stdout.write(`full queues: ${(queueBytes / 1e6).toFixed(1)} MB more than empty ones\n`)
    expect(queueBytes).toBeLessThan(allowedQueueBytes)
    // Compiled code and caches.
    expect(emptyBytes - beforeBytes).toBeLessThan(16_000_000)
  }, 240_000)
})
