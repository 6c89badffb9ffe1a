import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { open } from 'node:fs/promises'
import { Agent, get } from 'node:http'
import { type AddressInfo, createServer } from 'node:net'
import { text } from 'node:stream/consumers'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import type { TelemetryLedger } from '../src/telemetry.ts'
import { startUdp } from './signals/segments/daemon.ts'
import { type Backends, startBackends } from './support/backends.ts'
import { startDaemonThread } from './support/daemon-thread.ts'
import { startLoad } from './support/load.ts'
import { type ServiceProcess, startServiceProcess } from './support/service-process.ts'

const run = promisify(execFile)

let backends: Backends
beforeEach(async () => {
  backends = await startBackends()
})
afterEach(() => backends.close())

const start = (environment: Record<string, string>) =>
  startServiceProcess('third-service.ts', { ...backends.environment, ...environment })
const ledgerOf = async ({ url }: ServiceProcess) =>
  (await fetch(`${url}/health/telemetry`)).json() as Promise<TelemetryLedger>
const lastLedger = ({ lines }: ServiceProcess): TelemetryLedger =>
  JSON.parse(lines.at(-1) ?? '{}').ledger

const sampled = { 'x-amzn-trace-id': 'Root=1-6b0332c9-a1b2c3d4e5f6a7b8c9d0e1f2;Sampled=1' }
/** Far below the timeout of a resolver. */
const slowestRequestMillis = 8000
/** Allows for a busy machine. */
const slowPoll = { timeout: 60_000 }

describe('backends with unreachable names or addresses', () => {
  it.each([
    [
      'names are not found',
      {
        OTEL_EXPORTER_OTLP_ENDPOINT: 'http://spans.invalid',
        OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: 'http://metrics.invalid/v1/metrics',
        AWS_XRAY_DAEMON_ADDRESS: 'segments.invalid:2000',
        AWS_ENDPOINT_URL_CLOUDWATCH_LOGS: 'http://logs.invalid',
        ROLLBAR_ENDPOINT: 'http://reports.invalid/api/1/item/',
      },
      /ENOTFOUND|EAI_AGAIN/,
    ],
    [
      'the system refuses the socket',
      // A reserved address: nothing leaves the machine.
      { AWS_XRAY_DAEMON_ADDRESS: '255.255.255.255:2000' },
      /EACCES|ENETUNREACH/,
    ],
  ])(
    '%s: requests neither fail nor wait; queued entries are counted at shutdown',
    async (_title, environment, reason) => {
      const service = await start({ ...environment, TELEMETRY_SHUTDOWN_TIMEOUT_MILLIS: '3000' })
      for (let count = 0; count < 5; count += 1) {
        const startMillis = performance.now()
        const response = await fetch(`${service.url}/throw`, { headers: sampled })
        expect(response.status).toBe(500)
        expect(performance.now() - startMillis).toBeLessThan(slowestRequestMillis)
      }
      const failing = Object.keys(environment).length
      await expect
        .poll(async () => {
          const signals = Object.values(await ledgerOf(service))
          return signals.filter(({ outage }) => reason.test(outage?.reason ?? '')).length
        })
        .toBe(failing)
      expect(await service.ended('SIGTERM')).toEqual({ code: 0, signal: null })
      const signals = Object.values(lastLedger(service))
      expect(signals.filter(({ dropped }) => dropped.shutdown)).toHaveLength(failing)
      for (const { accepted, sent, queued, dropped } of signals) {
        expect({ queued, sum: sent + (dropped.shutdown ?? 0) }).toEqual({
          queued: 0,
          sum: accepted,
        })
      }
    },
    60_000,
  )
})

it('segments are queued after the daemon stops under load and sent to the next daemon', async () => {
  const first = await startUdp()
  const service = await start({
    AWS_XRAY_DAEMON_ADDRESS: `127.0.0.1:${first.port}`,
    // Queued segments are sent slowly, so the daemon keeps up.
    TELEMETRY_SHUTDOWN_TIMEOUT_MILLIS: '60000',
  })
  const load = startLoad(service.url, ['/hello/x'], 4)
  await expect.poll(load.total, slowPoll).toBeGreaterThan(200)
  await first.stop()
  await expect
    .poll(async () => (await ledgerOf(service)).segments.outage?.reason)
    .toMatch(/ECONNREFUSED/)

  const idsSinceDeath = load.watch()
  const completedAtDeath = load.total()
  await expect.poll(load.total, slowPoll).toBeGreaterThan(completedAtDeath + 500)
  const duringOutage = idsSinceDeath()
  const second = await startDaemonThread(first.port)
  onTestFinished(second.stop)
  await expect
    .poll(async () => (await ledgerOf(service)).segments.outage, { timeout: 30_000 })
    .toBeUndefined()
  expect(await service.ended('SIGTERM')).toEqual({ code: 0, signal: null })
  await load.ended()

  expect([...load.completed.keys()]).toEqual([200])
  const { accepted, sent, dropped } = lastLedger(service).segments
  expect({ accepted, sent, dropped }).toEqual({
    accepted: load.total(),
    sent: accepted,
    dropped: {},
  })
  expect(duringOutage.length).toBeGreaterThan(400)
  await expect
    .poll(async () => {
      const arrived = new Set((await second.documents()).map(({ trace_id }) => trace_id))
      return duringOutage.filter((id) => !arrived.has(id))
    })
    .toEqual([])
}, 180_000)

it('a closed stdout affects neither requests nor the other signals', async () => {
  const service = await start({})
  service.process.stdout?.destroy()
  for (let count = 0; count < 20; count += 1) {
    expect((await fetch(`${service.url}/hello/x`)).status).toBe(200)
  }
  expect(await service.ended('SIGTERM')).toEqual({ code: 0, signal: null })
  expect(backends.otlp.spans()).toHaveLength(20)
  expect(backends.logEvents().filter((line) => 'outcome' in line)).toHaveLength(20)
  expect(backends.items()).toEqual([])
})

it.skipIf(process.platform !== 'linux')(
  'no descriptor is left for a socket: requests on kept connections neither fail nor wait, and delivery resumes',
  async () => {
    const service = await start({})
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    onTestFinished(() => agent.destroy())
    const fetchStatus = (path: string) =>
      new Promise<{ status: number | undefined; body: string }>((resolve, reject) => {
        get(`${service.url}${path}`, { agent, headers: sampled }, (response) => {
          text(response).then((body) => resolve({ status: response.statusCode, body }), reject)
        }).on('error', reject)
      })
    const overHttp = async () => {
      const { spans, logs, errorReports }: TelemetryLedger = JSON.parse(
        (await fetchStatus('/health/telemetry')).body,
      )
      return [spans, logs, errorReports]
    }
    const allSent = () =>
      expect
        .poll(async () =>
          (await overHttp()).map(({ sent, accepted }) => sent > 0 && sent === accepted),
        )
        .toEqual([true, true, true])
    const limitDescriptors = (most: string) =>
      run('prlimit', ['--pid', String(service.process.pid), `--nofile=${most}:`])

    await fetchStatus('/throw')
    await allSent()
    await limitDescriptors('1')
    // Existing connections would need no new descriptor.
    for (const backend of [backends.otlp, backends.cloudWatch, backends.rollbar]) {
      await backend.heal()
    }
    for (let count = 0; count < 5; count += 1) {
      const startMillis = performance.now()
      expect((await fetchStatus('/throw')).status).toBe(500)
      expect(performance.now() - startMillis).toBeLessThan(slowestRequestMillis)
    }
    await expect
      .poll(async () => (await overHttp()).map(({ outage }) => /EMFILE/.test(outage?.reason ?? '')))
      .toEqual([true, true, true])

    await limitDescriptors('4096')
    await allSent()
    expect(await service.ended('SIGTERM')).toEqual({ code: 0, signal: null })
    for (const { accepted, sent, dropped } of Object.values(lastLedger(service))) {
      expect({ sent, dropped }).toEqual({ sent: accepted, dropped: {} })
    }
  },
  60_000,
)

it.skipIf(process.platform !== 'linux')(
  'a full disk under stdout affects neither requests nor the other signals',
  async () => {
    const disk = await open('/dev/full', 'w')
    onTestFinished(() => disk.close())
    const port = await freePort()
    const service = await startServiceProcess(
      'third-service.ts',
      { ...backends.environment, PORT: String(port) },
      disk.fd,
    )
    const fetchStatus = async () => (await fetch(`http://127.0.0.1:${port}/throw`)).status
    await expect.poll(() => fetchStatus().catch(() => 0)).toBe(500)
    for (let count = 1; count < 10; count += 1) expect(await fetchStatus()).toBe(500)
    expect(await service.ended('SIGTERM')).toEqual({ code: 0, signal: null })
    expect(service.errors()).toBe('')
    expect(backends.otlp.spans()).toHaveLength(10)
    expect(backends.logEvents().filter((line) => 'outcome' in line)).toHaveLength(10)
    expect(backends.items()).toHaveLength(10)
  },
  60_000,
)

async function freePort(): Promise<number> {
  const holder = createServer().listen(0, '127.0.0.1')
  await once(holder, 'listening')
  const { port } = holder.address() as AddressInfo
  await new Promise((closed) => holder.close(closed))
  return port
}
