import type { Context } from '@opentelemetry/api'
import type { Logger } from 'pino'
import type { ServiceIdentity } from './config/service-identity.ts'
import type { TelemetryConfig } from './config/telemetry-variables.ts'
import type { LedgerSnapshot } from './delivery/ledger.ts'
import { TelemetryError } from './errors.ts'
import type { Redactor } from './redaction/index.ts'
import type { ErrorReportContext } from './signals/error-report-context.ts'
import type { RequestLog } from './signals/request-log.ts'
import type { Signal, SignalName } from './signals/signal.ts'

export type TelemetryLedger = Record<SignalName, LedgerSnapshot & { readonly destination: string }>

export interface ShutdownReport {
  readonly durationMillis: number
  /** Whether the deadline passed before everything was sent. */
  readonly timedOut: boolean
  readonly ledger: TelemetryLedger
}

/** The four signals as one. */
export interface Telemetry {
  readonly service: ServiceIdentity
  /** Writes to stdout and, when configured, to CloudWatch; each line with the ids of the active span. */
  readonly logger: Logger
  /** For the plugin: the one line of each request. */
  readonly requestLog: RequestLog
  readonly redactor: Redactor
  /** Whether requests for a path, with or without a query, leave no span and no line. */
  isUntraced(path: string): boolean
  ledger(): TelemetryLedger
  /** @returns the uuid of the Rollbar item, or undefined when error reports are off or over their limit. */
  reportError(error: unknown, context?: ErrorReportContext): string | undefined
  /** The value of the response header `X-Amzn-Trace-Id`, for a caller that asked with `Sampled=?`. */
  samplingAnswer(context: Context): string | undefined
  /** Resolves once everything accepted before is sent or dropped, at the latest after `timeoutMillis`. */
  flush(timeoutMillis?: number): Promise<void>
  /**
   * Flushes and closes the four in parallel under one deadline and writes the final ledger as one
   * JSON line on stdout. Any further call gives the same report. Call it after the server is closed.
   */
  shutdown(): Promise<ShutdownReport>
  /** Registers what is to be closed first when nobody but the telemetry handles SIGTERM. */
  addClosing(owner: object, close: () => PromiseLike<unknown>): void
  removeClosing(owner: object): void
  /** Closes what was registered by `addClosing`. */
  closeOwners(): Promise<void>
}

export interface TelemetryParts {
  readonly config: TelemetryConfig
  readonly service: ServiceIdentity
  readonly logger: Logger
  readonly requestLog: RequestLog
  readonly redactor: Redactor
  readonly signals: readonly Signal[]
  reportError(error: unknown, context?: ErrorReportContext): string | undefined
  samplingAnswer?(context: Context): string | undefined
  /** Runs when the shutdown begins. */
  onShutdown(): void
  /** Takes the final line. */
  write(line: string): void
}

export function createTelemetry(parts: TelemetryParts): Telemetry {
  const { config, service, logger, requestLog, redactor, signals, reportError, write } = parts
  const closing = new Map<object, () => PromiseLike<unknown>>()
  let shutdownReport: Promise<ShutdownReport> | undefined

  const ledger = () =>
    Object.fromEntries(
      signals.map(({ name, destination, ledger }) => [name, { destination, ...ledger() }]),
    ) as TelemetryLedger

  async function shutdown(): Promise<ShutdownReport> {
    parts.onShutdown()
    const start = performance.now()
    const timedOut = await withDeadline(config.shutdownTimeoutMillis, (deadline) =>
      Promise.all(signals.map((signal) => signal.shutdown(deadline))),
    )
    const durationMillis = Math.round(performance.now() - start)
    const report = { durationMillis, timedOut, ledger: ledger() }
    write(`${JSON.stringify(finalLine(service, report))}\n`)
    return report
  }

  return Object.freeze({
    service,
    logger,
    requestLog,
    redactor,
    isUntraced: config.isUntraced,
    ledger,
    reportError,
    samplingAnswer: parts.samplingAnswer ?? (() => undefined),
    flush: async (timeoutMillis = config.shutdownTimeoutMillis) => {
      await withDeadline(timeoutMillis, (deadline) =>
        Promise.all(signals.map((signal) => signal.flush(deadline))),
      )
    },
    shutdown: () => {
      shutdownReport ??= shutdown()
      return shutdownReport
    },
    addClosing: (owner, close) => {
      closing.set(owner, close)
    },
    removeClosing: (owner) => {
      closing.delete(owner)
    },
    closeOwners: async () => {
      await Promise.allSettled([...closing.values()].map((close) => close()))
    },
  } satisfies Telemetry)
}

/** Keeps the process alive while it waits. @returns whether the deadline passed. */
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

function finalLine(service: ServiceIdentity, report: ShutdownReport) {
  const lost = Object.values(report.ledger).some(({ dropped }) => Object.keys(dropped).length > 0)
  return {
    level: lost ? 'warn' : 'info',
    time: Date.now(),
    service: service.name,
    msg: lost ? 'telemetry shut down, not all was delivered' : 'telemetry shut down',
    ...report,
  }
}

/** The one global: it survives a second copy of this module, as under a test runner. */
const cell = globalThis as { [key: symbol]: Telemetry | undefined }
const key = Symbol.for('cruddur.telemetry')

export function setTelemetry(telemetry: Telemetry | undefined): void {
  cell[key] = telemetry
}

/** @throws TelemetryError `TEL_NOT_STARTED` before telemetry was started. */
export function getTelemetry(): Telemetry {
  const telemetry = cell[key]
  if (telemetry) return telemetry
  throw new TelemetryError(
    'TEL_NOT_STARTED',
    'telemetry is not started: start node with --import @cruddur/telemetry/register',
  )
}
