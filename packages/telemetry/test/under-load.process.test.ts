import { expect, it, onTestFinished } from 'vitest'
import type { TelemetryLedger } from '../src/telemetry.ts'
import { startBackends } from './support/backends.ts'
import { startDaemonThread } from './support/daemon-thread.ts'
import { startLoad } from './support/load.ts'
import { startServiceProcess } from './support/service-process.ts'

/** One in twenty requests has an error report, which Rollbar accepts one at a time. */
const paths = [...Array(19).fill('/hello/x'), '/throw']
const requestsBeforeTheEnd = 3000

it.each(['SIGTERM', 'SIGINT', 'SIGTERM'] as const)(
  '%s under load: every completed request is in every backend and in the counters',
  async (signal) => {
    const backends = await startBackends()
    onTestFinished(backends.close)
    const daemon = await startDaemonThread()
    onTestFinished(daemon.stop)
    const service = await startServiceProcess('third-service.ts', {
      ...backends.environment,
      AWS_XRAY_DAEMON_ADDRESS: `127.0.0.1:${daemon.port}`,
      TELEMETRY_SHUTDOWN_TIMEOUT_MILLIS: '20000',
    })
    const load = startLoad(service.url, paths)
    await expect.poll(load.total, { timeout: 90_000 }).toBeGreaterThan(requestsBeforeTheEnd)
    expect(await service.ended(signal)).toEqual({ code: 0, signal: null })
    await load.ended()

    const { ledger }: { ledger: TelemetryLedger } = JSON.parse(service.lines.at(-1) ?? '')
    const served = load.completed.get(200) ?? 0
    const failed = load.completed.get(500) ?? 0
    const isOfRequest = (line: object) => 'outcome' in line
    const segments = async () => new Set((await daemon.documents()).map(({ id }) => id)).size
    // The last datagrams may still be in the socket buffer of the daemon.
    await expect.poll(segments).toBeGreaterThanOrEqual(served + failed)
    const received = {
      spans: new Set(backends.otlp.spans().map(({ spanId }) => spanId)).size,
      segments: await segments(),
      logs: backends.logEvents().filter(isOfRequest).length,
      errorReports: new Set(backends.items().map(({ uuid }) => uuid)).size,
    }
    expect(failed).toBeGreaterThan(100)
    const stdout = service.lines.filter((line) => line.includes('"outcome"')).length
    const requests = served + failed
    expect({ ...received, stdout }).toEqual({
      spans: requests,
      segments: requests,
      logs: requests,
      errorReports: failed,
      stdout: requests,
    })
    const otherLines = backends.logEvents().filter((line) => !isOfRequest(line)).length
    const accepted = { ...received, logs: requests + otherLines }
    for (const [name, count] of Object.entries(accepted)) {
      expect({ name, ...ledger[name as keyof typeof accepted] }).toMatchObject({
        name,
        accepted: count,
        sent: count,
        queued: 0,
        dropped: {},
      })
    }
  },
  180_000,
)
