import { errorReports } from './error-reports/index.ts'
import type { RecordedErrorReport } from './error-reports/recorded-error-report.ts'
import { logs } from './logs/index.ts'
import type { RecordedLogLine } from './logs/recorded-log-line.ts'
import { metrics } from './metrics/index.ts'
import type { RecordedMetric } from './metrics/recorded-metric.ts'
import { segments } from './segments/index.ts'
import type { RecordedSegment } from './segments/recorded-segment.ts'
import type { SignalDefinition } from './signal.ts'
import { spans } from './spans/index.ts'
import type { RecordedSpan } from './spans/recorded-span.ts'

/** The name of a signal in the configuration, in the ledger and in log lines. */
export type SignalName = 'spans' | 'segments' | 'metrics' | 'errorReports' | 'logs'

/**
 * The signals in the order in which they are shown. They start in the reverse order: log lines first, because
 * the others write some; spans last, because they are redacted in place.
 *
 * @internal
 */
export const signals = { spans, segments, metrics, errorReports, logs } satisfies Record<
  SignalName,
  object
>

/** @internal */
export type Signals = typeof signals

/** @internal */
export const signalEntries = Object.entries(signals) as unknown as readonly (readonly [
  SignalName,
  SignalDefinition,
])[]

/** Everything recorded since the start or the last `clear()`, oldest first. */
export interface RecordedSignals {
  /** Ended spans. */
  readonly spans: readonly RecordedSpan[]
  /** Closed segments. */
  readonly segments: readonly RecordedSegment[]
  /** Lines of all loggers. */
  readonly logLines: readonly RecordedLogLine[]
  /** Items as they would be sent. */
  readonly errorReports: readonly RecordedErrorReport[]
  /** The data points of the last `settle()`; counters and histograms accumulate over the process. */
  readonly metrics: readonly RecordedMetric[]
}

/** A title, or fields; values may be asymmetric matchers or, for strings, a RegExp. */
export type Expected<Recorded> = string | RegExp | { readonly [Field in keyof Recorded]?: unknown }

export interface TelemetryMatchers<R> {
  /**
   * Asserts that a span with this name, or with at least these fields, was recorded. A RegExp or an
   * asymmetric matcher may be used for any value.
   *
   * @example
   * expect(telemetry).toHaveSpan({ kind: 'server', attributes: { 'http.route': '/' } })
   */
  toHaveSpan(expected: Expected<RecordedSpan>): R
  /** The same for X-Ray segments and subsegments; a string is the name. */
  toHaveSegment(expected: Expected<RecordedSegment>): R
  /** The same for log lines; a string is the message. */
  toHaveLogLine(expected: Expected<RecordedLogLine>): R
  /** The same for error reports; a string is the message of the outermost exception. */
  toHaveErrorReport(expected: Expected<RecordedErrorReport>): R
  /** The same for data points of metrics, after `settle()`; a string is the name. */
  toHaveMetric(expected: Expected<RecordedMetric>): R
}
