import type { Schema } from '@cruddur/environment'
import type { Instrumentation } from '@opentelemetry/instrumentation'
import type { Resource } from '@opentelemetry/resources'
import type { ReadableSpan, SpanProcessor } from '@opentelemetry/sdk-trace'
import type { Off } from '../config/destination.ts'
import type { ServiceIdentity } from '../config/service-identity.ts'
import { createLedger, type LedgerSnapshot } from '../delivery/ledger.ts'
import type { CheckOptions, CheckResult } from '../doctor/check-result.ts'
import type { TelemetryExtensions } from '../extensions/extensions.ts'
import type { Redactor } from '../redaction/index.ts'
import type { LineStream } from './line-stream.ts'

/** One of the outgoing streams; `test/signals/signal-contract.ts` tests all of them. */
export interface Signal {
  readonly name: string
  /** Its destination, as shown at start and in the ledger; contains no credentials. */
  readonly destination: string
  ledger(): LedgerSnapshot
  /**
   * Resolves once everything accepted before the call is sent or dropped, at the latest when
   * `deadline` aborts. Never rejects.
   */
  flush(deadline: AbortSignal): Promise<void>
  /** Flushes, then closes; entries left when `deadline` aborts are dropped as `shutdown`. Never rejects. */
  shutdown(deadline: AbortSignal): Promise<void>
}

/** The limits of a queue while its backend fails. */
export interface QueueLimits {
  readonly items: number
  /** Includes the queue's own objects. */
  readonly bytes: number
}

/** The configuration of one signal, and everything that the signals of a process share. */
export interface StartContext<Config, Backend> {
  readonly config: Config
  readonly service: ServiceIdentity
  /** Of OpenTelemetry's signals. */
  readonly resource: Resource
  readonly redactor: Redactor
  /** Redacts a span in place. */
  readonly redactSpan: (span: ReadableSpan) => void
  readonly extensions: TelemetryExtensions
  /** Replaces the stdout of the process. */
  readonly stdout: LineStream | undefined
  /** Replaces the backend, for tests; everything is sampled then. */
  readonly backend: Backend | undefined
  /** The log group of the service, when log lines go to CloudWatch. */
  readonly logGroup: string | undefined
  /** Writes a line of telemetry itself. @param source the library that the message is from */
  log(source: string, level: 'debug' | 'info' | 'warn' | 'error', message: string): void
}

export interface StartedSignal {
  readonly signal: Signal
  /** Receives the spans, in the order of the registry. */
  readonly spanProcessor?: SpanProcessor
  readonly instrumentations?: readonly Instrumentation[]
}

/** Everything that telemetry, its doctor and its tests know about a signal. */
export interface SignalDefinition<
  Config extends { readonly destination: object } = { readonly destination: object },
  Started extends StartedSignal = StartedSignal,
  Backend = unknown,
  Recorded extends object = object,
> {
  readonly queueLimits: QueueLimits
  readonly variables: Schema
  /** @param values of all variables of the package */
  readConfig(values: object): Config
  start(context: StartContext<Config, Backend>): Started
  /** The recommendation of `telemetry doctor` for a signal that is off. */
  readonly adviceIfOff: string
  /** Checks the backend without sending data. */
  check(
    destination: Exclude<Config['destination'], Off>,
    options: CheckOptions,
    config: Config,
  ): Promise<CheckResult>
  readonly testing: SignalTesting<Backend, Recorded>
}

export interface SignalTesting<Backend = unknown, Recorded extends object = object> {
  /** The member of `RecordedSignals`. */
  readonly list: string
  /** The name of the matcher, and what it finds. */
  readonly matcher: string
  readonly noun: string
  /** The field that a string or RegExp is compared with. */
  titleOf(recorded: Recorded): string | undefined
  /** The records in a recorded one, default itself. */
  flatten?(recorded: Recorded): readonly Recorded[]
  /** A backend that keeps the records as they would be sent. */
  record(redactor: Redactor): { readonly records: Recorded[]; readonly backend: Backend }
}

/** A signal that is not exported. */
export function createOffSignal(name: string, reason: string): Signal {
  const done = () => Promise.resolve()
  return {
    name,
    destination: `off: ${reason}`,
    ledger: createLedger().snapshot,
    flush: done,
    shutdown: done,
  }
}
