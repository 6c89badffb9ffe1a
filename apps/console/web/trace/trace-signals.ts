import type { Trace, TraceError, TraceLog, TraceSegment } from '../../src/api/contract.ts'

/** What came beside spans: X-Ray segments, log lines, Rollbar items. */
export interface Signals {
  readonly segments: readonly TraceSegment[]
  readonly logs: readonly TraceLog[]
  readonly errors: readonly TraceError[]
}

export interface TraceSignals {
  /** Of the span with this id; a segment has the id of the span that it was made of. */
  of(spanId: string): Signals
  /** Those of no span that has arrived. */
  readonly unplaced: Signals
  /** Whether the service sent segments of this trace, so that a span without one is worth a word. */
  expectsSegment(service: string): boolean
}

export function placeSignals({
  spans,
  segments = [],
  logs = [],
  errors = [],
}: Trace): TraceSignals {
  const segmentsOf = Map.groupBy(segments, ({ segmentId }) => segmentId)
  const logsOf = Map.groupBy(logs, ({ spanId }) => spanId)
  const errorsOf = Map.groupBy(errors, ({ spanId }) => spanId)
  // A segment without a span is a row of its own.
  const known = new Set([
    ...spans.map(({ spanId }) => spanId),
    ...segments.map(({ segmentId }) => segmentId),
  ])
  const senders = new Set([
    ...segments.map(({ service }) => service),
    ...spans.filter(({ spanId }) => segmentsOf.has(spanId)).map(({ service }) => service),
  ])
  return {
    of: (spanId) => ({
      segments: segmentsOf.get(spanId) ?? [],
      logs: logsOf.get(spanId) ?? [],
      errors: errorsOf.get(spanId) ?? [],
    }),
    unplaced: {
      segments: [],
      logs: logs.filter(({ spanId }) => !known.has(spanId)),
      errors: errors.filter(({ spanId }) => !known.has(spanId)),
    },
    expectsSegment: (service) => senders.has(service),
  }
}

/** `3 log lines · 1 Rollbar item`, or '' when there is none. */
export function countSignals({ segments, logs, errors }: Signals): string {
  return [
    counted(errors.length, 'Rollbar item'),
    counted(logs.length, 'log line'),
    counted(segments.length, 'segment'),
  ]
    .filter((part) => part !== '')
    .join(' · ')
}

function counted(count: number, noun: string): string {
  return count === 0 ? '' : `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`
}
