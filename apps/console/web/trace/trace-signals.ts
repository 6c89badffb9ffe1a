import type { TraceError, TraceLog, TraceSegment } from '../../src/contract/signals.ts'
import type { Trace } from '../../src/contract/traces.ts'
import { countOf } from '../../src/format/count-of.ts'

/** The signals besides spans: X-Ray segments, log lines, Rollbar occurrences. */
export interface Signals {
  readonly segments: readonly TraceSegment[]
  readonly logs: readonly TraceLog[]
  readonly errors: readonly TraceError[]
}

export interface TraceSignals {
  /** Signals of the span with this ID; a segment has the ID of its span. */
  of(spanId: string): Signals
  /** Signals without a matching span. */
  readonly unplaced: Signals
  /** Whether the service sent segments for this trace, so that a span without one is marked. */
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
  // A segment without a span gets its own row.
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

/** `3 log lines · 1 Rollbar occurrence`, or '' without signals. */
export function countSignals({ segments, logs, errors }: Signals): string {
  return [
    counted(errors.length, 'Rollbar occurrence'),
    counted(logs.length, 'log line'),
    counted(segments.length, 'segment'),
  ]
    .filter((part) => part !== '')
    .join(' · ')
}

function counted(count: number, noun: string): string {
  return count === 0 ? '' : countOf(count, noun)
}
