import { expect, type MatcherResult, type MatcherState } from 'vitest'
import { type Expected, type Kind, matchRecorded } from './match-recorded.ts'
import type {
  RecordedErrorReport,
  RecordedLogLine,
  RecordedMetric,
  RecordedSegment,
  RecordedSignals,
  RecordedSpan,
  RecordedSubsegment,
} from './recorded-signals.ts'

interface TelemetryMatchers<R> {
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

declare module 'vitest' {
  // Declaration merging requires vitest's parameter names.
  interface Matchers<R, T> extends TelemetryMatchers<R> {}
}

/** Defines a matcher. */
function matcherOf<Recorded extends object>(kind: Kind<Recorded>) {
  return function match(
    this: MatcherState,
    received: RecordedSignals,
    expected: Expected<Recorded>,
  ): MatcherResult {
    return matchRecorded(this, kind, received, expected)
  }
}

function withSubsegments(segment: RecordedSubsegment): RecordedSubsegment[] {
  return [segment, ...(segment.subsegments ?? []).flatMap(withSubsegments)]
}

// Registered when this module is imported.
expect.extend({
  toHaveSpan: matcherOf<RecordedSpan>({
    noun: 'span',
    list: ({ spans }) => spans,
    titleOf: ({ name }) => name,
  }),
  toHaveSegment: matcherOf<RecordedSubsegment>({
    noun: 'segment',
    list: ({ segments }) => segments.flatMap(withSubsegments),
    titleOf: ({ name }) => name,
  }),
  toHaveLogLine: matcherOf<RecordedLogLine>({
    noun: 'log line',
    list: ({ logLines }) => logLines,
    titleOf: ({ msg }) => msg,
  }),
  toHaveErrorReport: matcherOf<RecordedErrorReport>({
    noun: 'error report',
    list: ({ errorReports }) => errorReports,
    titleOf: ({ body }) => body.message?.body ?? body.trace_chain?.[0]?.exception.message,
  }),
  toHaveMetric: matcherOf<RecordedMetric>({
    noun: 'metric',
    list: ({ metrics }) => metrics,
    titleOf: ({ name }) => name,
  }),
})
