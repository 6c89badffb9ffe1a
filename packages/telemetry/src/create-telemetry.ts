import type { TelemetryConfig } from './config/telemetry-variables.ts'
import { createApps } from './process/apps.ts'
import type { Signal } from './signals/signal.ts'
import type { ShutdownReport, TelemetryHandle, TelemetryLedger } from './telemetry.ts'

type Shared = 'service' | 'logger' | 'requestLog' | 'requestMetrics' | 'redactor'

export interface TelemetryParts
  extends Pick<TelemetryHandle, Shared | 'reportError' | 'samplingResponse'> {
  readonly config: TelemetryConfig
  readonly signals: readonly Signal[]
  /** Called when the shutdown starts. */
  onShutdown(): void
  /** Writes the final line. */
  write(line: string): void
}

export function createTelemetry(parts: TelemetryParts): TelemetryHandle {
  const { config, signals, onShutdown, write, ...shared } = parts
  const { service, redactor, reportError } = shared
  let shutdownReport: Promise<ShutdownReport> | undefined

  const ledger = () =>
    Object.fromEntries(
      signals.map(({ name, destination, ledger }) => {
        const { outage, ...counters } = ledger()
        return [
          name,
          {
            destination: redactor.text(destination),
            ...counters,
            ...(outage && { outage: { ...outage, reason: redactor.text(outage.reason) } }),
          },
        ]
      }),
    ) as TelemetryLedger

  /** `setTimeout` turns other values into 1 ms. */
  const validTimeout = (millis: number | undefined) =>
    Number.isFinite(millis) && Number(millis) >= 0 ? Number(millis) : config.shutdownTimeoutMillis

  const flush = async (timeoutMillis?: number) => {
    await withDeadline(validTimeout(timeoutMillis), (deadline) =>
      Promise.all(signals.map((signal) => signal.flush(deadline))),
    )
  }
  const apps = createApps(flush)

  async function shutdown(timeoutMillis: number): Promise<ShutdownReport> {
    onShutdown()
    const start = performance.now()
    const timedOut = await withDeadline(timeoutMillis, (deadline) =>
      Promise.all(signals.map((signal) => signal.shutdown(deadline))),
    )
    const durationMillis = Math.round(performance.now() - start)
    const report = { durationMillis, timedOut, ledger: ledger() }
    write(`${JSON.stringify(finalLine(service, report))}\n`)
    return report
  }

  return Object.freeze({
    ...shared,
    isUntraced: config.isUntraced,
    ledger,
    reportMessage: (message, context) => reportError(message, { level: 'info', ...context }),
    flush,
    shutdown: (timeoutMillis) => {
      shutdownReport ??= shutdown(validTimeout(timeoutMillis))
      return shutdownReport
    },
    claimShutdown: apps.claimShutdown,
    apps,
  } satisfies TelemetryHandle)
}

/** Keeps the process alive while it waits. @returns whether the deadline was reached. */
async function withDeadline(
  timeoutMillis: number,
  work: (deadline: AbortSignal) => Promise<unknown>,
): Promise<boolean> {
  const deadline = new AbortController()
  const timer = setTimeout(() => deadline.abort(), timeoutMillis)
  try {
    await work(deadline.signal)
    return deadline.signal.aborted
  } finally {
    clearTimeout(timer)
  }
}

function finalLine({ name }: TelemetryHandle['service'], report: ShutdownReport) {
  const droppedTotal = Object.values(report.ledger)
    .flatMap(({ dropped }) => Object.values(dropped))
    .reduce((total, count) => total + count, 0)
  return {
    level: droppedTotal > 0 ? 'warn' : 'info',
    time: Date.now(),
    service: name,
    event: 'telemetry.shutdown',
    msg: droppedTotal > 0 ? 'telemetry shut down with dropped records' : 'telemetry shut down',
    droppedTotal,
    ...report,
  }
}
