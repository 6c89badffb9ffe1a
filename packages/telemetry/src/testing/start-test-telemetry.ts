import { loadConfig } from '../load-config.ts'
import { createRedactor } from '../redaction/index.ts'
import { type RecordedSignals, signalEntries } from '../signals/registry.ts'
import { type Backends, startTelemetry } from '../start-telemetry.ts'
import { setTelemetry, type Telemetry } from '../telemetry.ts'

/** Options of `startTestTelemetry`. */
export interface TestTelemetryOptions {
  /** Default `test`. */
  readonly serviceName?: string
  /** Variables as in the environment; the environment itself is not read. */
  readonly variables?: Readonly<Record<string, string>>
}

export interface TestTelemetry extends RecordedSignals {
  /** The telemetry handle, which the plugin uses by default. */
  readonly telemetry: Telemetry
  /** Waits until error reports are built and metrics are collected. Spans, segments and log lines are available immediately. */
  settle(): Promise<void>
  /** Removes everything that was recorded. */
  clear(): void
}

let started: TestTelemetry | undefined

/**
 * Starts all signals for tests. Everything runs as in production, but data is kept in memory
 * instead of being sent; use `toHaveSpan`, `toHaveSegment`, `toHaveLogLine`, `toHaveErrorReport` and
 * `toHaveMetric`
 * to assert it. Every request is sampled. OpenTelemetry can be started once per process, so further
 * calls clear the recorded data and return the same object.
 *
 * @example
 * const telemetry = startTestTelemetry({ serviceName: 'home-activities' })
 * await app.inject('/api/activities/home')
 * expect(telemetry).toHaveSpan({ kind: 'server', status: 'unset' })
 */
export function startTestTelemetry(options: TestTelemetryOptions = {}): TestTelemetry {
  if (started) started.clear()
  else started = start(options)
  return started
}

function start({ serviceName = 'test', variables = {} }: TestTelemetryOptions): TestTelemetry {
  const config = loadConfig({
    OTEL_SERVICE_NAME: serviceName,
    ROLLBAR_ACCESS_TOKEN: 'test',
    ...variables,
  })
  const redactor = createRedactor(config.redaction)
  const recorders = signalEntries.map(([name, { testing }]) => {
    const { records, backend } = testing.record(redactor)
    return { name, list: testing.list, records, backend }
  })
  const backends = Object.fromEntries(recorders.map(({ name, backend }) => [name, backend]))
  const telemetry = startTelemetry(config, { backends: backends as unknown as Backends })
  setTelemetry(telemetry)
  const { logger } = telemetry
  const recorded = Object.fromEntries(recorders.map(({ list, records }) => [list, records]))
  return {
    ...(recorded as unknown as RecordedSignals),
    telemetry,
    get logLines() {
      // Lines are buffered for one turn of the event loop.
      logger.flush()
      return recorded.logLines as unknown as RecordedSignals['logLines']
    },
    settle: () => telemetry.flush(),
    clear: () => {
      logger.flush()
      for (const { records } of recorders) records.length = 0
    },
  }
}
