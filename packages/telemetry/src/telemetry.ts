import type { Context } from '@opentelemetry/api'
import type { Logger } from 'pino'
import type { ServiceIdentity } from './config/service-identity.ts'
import type { LedgerSnapshot } from './delivery/ledger.ts'
import { TelemetryError } from './errors.ts'
import type { Apps } from './process/apps.ts'
import type { Redactor } from './redaction/index.ts'
import type { ErrorReportContext } from './signals/error-report-context.ts'
import type { SignalName } from './signals/registry.ts'
import type { RequestLog, RequestMetrics } from './signals/server-request.ts'

/** The delivery counters of each signal, with its destination or why it is off. */
export type TelemetryLedger = Record<SignalName, LedgerSnapshot & { readonly destination: string }>

/** The result of a shutdown. */
export interface ShutdownReport {
  /** Duration of the flush. */
  readonly durationMillis: number
  /** Whether the deadline was reached before everything was sent. */
  readonly timedOut: boolean
  /** The counters after the flush. */
  readonly ledger: TelemetryLedger
}

/** The handle of all signals. */
export interface Telemetry {
  /** Name, version and instance of the service, the same in all signals. */
  readonly service: ServiceIdentity
  /** Writes to stdout and, when configured, to CloudWatch or OTLP; each line with the IDs of the active span. */
  readonly logger: Logger
  /** The delivery counters of each signal. */
  ledger(): TelemetryLedger
  /** @returns the UUID of the occurrence, or undefined if error reports are off or over the rate limit. */
  reportError(error: unknown, context?: ErrorReportContext): string | undefined
  /** Reports a text, by default with level `info`. @returns the UUID as `reportError` does */
  reportMessage(message: string, context?: ErrorReportContext): string | undefined
  /** Resolves when everything accepted so far is sent or dropped, or after `timeoutMillis`. */
  flush(timeoutMillis?: number): Promise<void>
  /**
   * Flushes and closes all signals in parallel with one deadline and writes the final ledger to
   * stdout as one JSON line. Further calls return the same report. Call it after the server is closed.
   */
  shutdown(timeoutMillis?: number): Promise<ShutdownReport>
  /**
   * Declares that the application itself handles signals and uncaught errors: it closes its
   * apps, calls `shutdown` and ends the process. Otherwise telemetry does so, also when other code listens.
   */
  claimShutdown(): void
}

/** The handle with the members that the plugin and the end of the process need. */
export interface TelemetryHandle extends Telemetry {
  readonly requestLog: RequestLog
  readonly requestMetrics: RequestMetrics
  readonly redactor: Redactor
  /** Whether requests to a path, with or without a query, or with a method are excluded from spans and request lines. */
  isUntraced(path: string, method?: string): boolean
  /** The value of the response header `X-Amzn-Trace-Id` for a caller that sent `Sampled=?`. */
  samplingResponse(context: Context): string | undefined
  readonly apps: Apps
}

/** A global, because a test runner may load a second copy of this module. */
const cell = globalThis as { [key: symbol]: TelemetryHandle | undefined }
const key = Symbol.for('cruddur.telemetry')

export function setTelemetry(telemetry: TelemetryHandle | undefined): void {
  cell[key] = telemetry
}

/** Whether this process has started telemetry, also through another copy of the package. */
export const isStarted = (): boolean => cell[key] !== undefined

/** Returns the handle. @throws TelemetryError `TEL_NOT_STARTED` if telemetry is not started. */
export function getTelemetry(): Telemetry {
  const telemetry = cell[key]
  if (telemetry) return telemetry
  throw new TelemetryError(
    'TEL_NOT_STARTED',
    'telemetry is not started: start node with --import @cruddur/telemetry/register',
  )
}
