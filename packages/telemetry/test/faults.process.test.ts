import { describe, expect, it, vi } from 'vitest'
import type { TelemetryLedger } from '../src/telemetry.ts'
import { startBackends } from './support/backends.ts'
import { type Fault, type FaultServer, faults } from './support/fault-server.ts'
import { startOtlpReceiver } from './support/otlp-receiver.ts'
import { type ServiceProcess, startServiceProcess } from './support/service-process.ts'

const slowPoll = { timeout: 45_000, interval: 100 }
/** Below the shortest timeout of a backend (10 s), above the delay of a busy machine. */
const slowestRequestMillis = 8000

/** With X-Ray over HTTP; faults of the daemon's UDP socket are in faults-of-names-and-sockets. */
async function startAllBackends() {
  const backends = await startBackends()
  const xray = await startOtlpReceiver()
  const each = (work: (backend: FaultServer) => Promise<void>) =>
    Promise.all([backends.otlp, xray, backends.cloudWatch, backends.rollbar].map(work))
  return {
    ...{ backends, xray },
    failAll: (fault: Fault) => each((backend) => backend.fail(fault)),
    healAll: () => each((backend) => backend.heal()),
    [Symbol.asyncDispose]: async () => {
      await each((backend) => backend.close())
    },
  }
}

let made = 0
function sampled() {
  made += 1
  return { 'x-amzn-trace-id': `Root=1-6b0332c9-${made.toString(16).padStart(24, 'b')};Sampled=1` }
}

/** Ten requests, half of them with an error report; none may fail or wait for a backend. */
async function request({ url }: ServiceProcess): Promise<void> {
  for (let count = 0; count < 5; count += 1) {
    const start = performance.now()
    const [hello, thrown] = await Promise.all(
      ['/hello/x', '/throw'].map((path) => fetch(url + path, { headers: sampled() })),
    )
    if (!hello || !thrown) throw new Error('missing response')
    expect([hello.status, thrown.status]).toEqual([200, 500])
    expect(performance.now() - start).toBeLessThan(slowestRequestMillis)
    await Promise.all([hello.text(), thrown.text()])
  }
}

async function ledgerOf({ url }: ServiceProcess): Promise<TelemetryLedger> {
  return (await fetch(`${url}/health/telemetry`)).json() as Promise<TelemetryLedger>
}

async function allSent(service: ServiceProcess, requests: number): Promise<void> {
  await vi.waitFor(async () => {
    const { spans, segments, logs, errorReports } = await ledgerOf(service)
    expect({
      spans: spans.sent,
      segments: segments.sent,
      reports: errorReports.sent,
      logsQueued: logs.queued,
    }).toEqual({ spans: requests, segments: requests, reports: requests / 2, logsQueued: 0 })
  }, slowPoll)
}

const lost = ({ dropped }: TelemetryLedger['spans']) =>
  Object.values(dropped).reduce((total, count) => total + count, 0)

const xrayByOtlp = (url: string) => ({
  TELEMETRY_XRAY_EXPORTER: 'otlp',
  AWS_REGION: 'eu-central-1',
  AWS_ENDPOINT_URL_XRAY: url,
  AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'a key of the test',
})

const cases = [
  ...faults.map((fault) => ({ fault, logs: 'cloudwatch' })),
  // The tests of the logs cover all faults over OTLP.
  { fault: 'refused', logs: 'otlp' },
  { fault: 'hangs mid-body', logs: 'otlp' },
] as const

// Each case waits most of the time: for timeouts, retries and the end of a shutdown.
describe.concurrent.each(cases)(
  'when all backends fail by: $fault, with logs to $logs',
  ({ fault, logs }) => {
    it('requests neither fail nor wait, delivery resumes and the counters add up', async () => {
      await using started = await startAllBackends()
      const { backends, xray, failAll, healAll } = started
      await failAll(fault)
      const service = await startServiceProcess('third-service.ts', {
        ...backends.environment,
        ...xrayByOtlp(xray.url),
        TELEMETRY_LOGS_EXPORTER: logs,
        OTEL_EXPORTER_OTLP_TIMEOUT: '1000',
        TELEMETRY_SHUTDOWN_TIMEOUT_MILLIS: '1500',
      })

      // Failing at start.
      await request(service)
      await healAll()
      await allSent(service, 10)

      // Failing while running.
      await failAll(fault)
      await request(service)
      if (fault !== 'slow') {
        await vi.waitFor(async () => {
          expect((await ledgerOf(service)).spans.outage?.reason).toMatch(/\S/)
        }, slowPoll)
      }
      await healAll()
      await allSent(service, 20)

      // Failing at shutdown.
      await failAll(fault)
      await request(service)
      expect(await service.ended('SIGTERM')).toEqual({ code: 0, signal: null })
      const { ledger }: { ledger: TelemetryLedger } = JSON.parse(service.lines.at(-1) ?? '')

      const received = {
        spans: backends.otlp.spans().length,
        segments: xray.spans().length,
        logs: (logs === 'otlp' ? backends.logRecords() : backends.logEvents()).length,
        errorReports: new Set(backends.items().map(({ uuid }) => uuid)).size,
        metrics: backends.metricPoints().length,
      }
      for (const [name, signal] of Object.entries(ledger)) {
        expect({ name, queued: signal.queued, sum: signal.sent + lost(signal) }).toEqual({
          name,
          queued: 0,
          sum: signal.accepted,
        })
        // A slow backend may have accepted data that was dropped at the deadline.
        if (fault === 'slow') continue
        const count = received[name as keyof typeof received]
        expect({ name, sum: count + lost(signal) }).toEqual({ name, sum: signal.accepted })
      }
      expect(ledger.spans.accepted).toBe(30)
      expect(ledger.segments.accepted).toBe(30)
      expect(ledger.errorReports.accepted).toBe(15)
      expect(ledger.metrics.accepted).toBeGreaterThan(0)
    }, 120_000)
  },
)
