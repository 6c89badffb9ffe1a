import { join } from 'node:path'
import { readConfig } from '../../apps/console/src/config.ts'
import type { Trace } from '../../apps/console/src/contract/traces.ts'
import { startConsole } from '../../apps/console/src/start-console.ts'

const arrivalTimeoutMillis = 30_000

export interface ArrivedSignals {
  readonly trace: Trace | undefined
  /** The signals that are not in it. */
  readonly missing: readonly string[]
}

export interface TelemetryBackend {
  /** The variables that send all signals here. */
  readonly env: Readonly<Record<string, string>>
  /** Waits until the trace has all signals of the service, or the timeout expires. */
  arrivedSignals(traceId: string, service: string): Promise<ArrivedSignals>
  close(): Promise<void>
}

/** The console as the four backends, on free ports. */
export async function startTelemetryBackend(folder: string): Promise<TelemetryBackend> {
  const console_ = await startConsole(
    readConfig({
      CONSOLE_PORT: '0',
      CONSOLE_OTLP_PORT: '0',
      CONSOLE_XRAY_PORT: '0',
      CONSOLE_DATA_DIR: join(folder, 'console'),
    }),
  )
  const { url, otlpUrl, xrayAddress } = console_

  async function arrivedNow(traceId: string, service: string): Promise<ArrivedSignals> {
    const response = await fetch(`${url}/api/v1/traces/${traceId}`)
    if (!response.ok) return { trace: undefined, missing: ['the trace'] }
    const trace = (await response.json()) as Trace
    const signals = {
      spans: trace.spans,
      segments: trace.segments,
      'log lines': trace.logs,
      'error reports': trace.errors,
    }
    const missing = Object.entries(signals).flatMap(([name, rows = []]) =>
      rows.some((row) => row.service === service) ? [] : [name],
    )
    return { trace, missing }
  }

  return {
    env: {
      ENVIRONMENT: 'verification',
      OTEL_EXPORTER_OTLP_ENDPOINT: otlpUrl,
      AWS_XRAY_DAEMON_ADDRESS: xrayAddress,
      AWS_REGION: 'us-east-1',
      AWS_ENDPOINT_URL_CLOUDWATCH_LOGS: url,
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
      ROLLBAR_ACCESS_TOKEN: 'local',
      ROLLBAR_ENDPOINT: `${url}/api/1/item/`,
    },
    async arrivedSignals(traceId, service) {
      const giveUpAt = performance.now() + arrivalTimeoutMillis
      let arrived = await arrivedNow(traceId, service)
      while (arrived.missing.length > 0 && performance.now() < giveUpAt) {
        await new Promise((resolve) => setTimeout(resolve, 200))
        arrived = await arrivedNow(traceId, service)
      }
      return arrived
    },
    close: () => console_.close(),
  }
}
