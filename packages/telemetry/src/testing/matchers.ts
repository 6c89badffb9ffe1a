import { expect } from 'vitest'
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

const spans: Kind<RecordedSpan> = {
  noun: 'span',
  list: ({ spans }) => spans,
  titleOf: ({ name }) => name,
}

const segments: Kind<RecordedSubsegment> = {
  noun: 'segment',
  list: ({ segments }) => segments.flatMap(withSubsegments),
  titleOf: ({ name }) => name,
}

const logLines: Kind<RecordedLogLine> = {
  noun: 'log line',
  list: ({ logLines }) => logLines,
  titleOf: ({ msg }) => msg,
}

const errorReports: Kind<RecordedErrorReport> = {
  noun: 'error report',
  list: ({ errorReports }) => errorReports,
  titleOf: ({ body }) => body.message?.body ?? body.trace_chain?.[0]?.exception.message,
}

const metrics: Kind<RecordedMetric> = {
  noun: 'metric',
  list: ({ metrics }) => metrics,
  titleOf: ({ name }) => name,
}

function withSubsegments(segment: RecordedSubsegment): RecordedSubsegment[] {
  return [segment, ...(segment.subsegments ?? []).flatMap(withSubsegments)]
}

// Registered when this module is imported.
expect.extend({
  toHaveSpan(received: RecordedSignals, expected: Expected<RecordedSpan>) {
    return matchRecorded(this, spans, received, expected)
  },
  toHaveSegment(received: RecordedSignals, expected: Expected<RecordedSegment>) {
    return matchRecorded(this, segments, received, expected)
  },
  toHaveLogLine(received: RecordedSignals, expected: Expected<RecordedLogLine>) {
    return matchRecorded(this, logLines, received, expected)
  },
  toHaveErrorReport(received: RecordedSignals, expected: Expected<RecordedErrorReport>) {
    return matchRecorded(this, errorReports, received, expected)
  },
  toHaveMetric(received: RecordedSignals, expected: Expected<RecordedMetric>) {
    return matchRecorded(this, metrics, received, expected)
  },
})
