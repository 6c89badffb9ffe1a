import type { Operation, ServiceSummary, TraceSummary } from '../contract/traces.ts'
import type { Condition } from './condition.ts'
import type { SpanRow } from './span-row.ts'

/** A half-open range of time, in nanoseconds since the epoch. */
export interface TimeRange {
  readonly fromNano: bigint
  /** Exclusive. */
  readonly toNano: bigint
}

/** A place in the list of matching traces, newest first: the newest matching span, then the trace id. */
export interface TracePosition {
  readonly lastMatchNano: string
  readonly traceId: string
}

/** A trace with the service and the operation of a span that matches. */
export interface TraceMatch {
  readonly traceId: string
  readonly service: string
  readonly operation: string
}

export interface TraceSummaryRow extends TraceSummary, TracePosition {}

export interface TraceSize {
  readonly traceId: string
  readonly spanCount: number
}

interface TraceIdQuery {
  readonly range: TimeRange
  readonly condition: Condition
  /** Only traces after this one in the list. */
  readonly after?: TracePosition
  readonly limit: number
}

/** Reads services, operations, traces and spans. */
export interface TelemetryReader {
  /** Rejects when the engine does not respond. */
  ping(): Promise<void>
  /** List services that sent any signal in the range, to the minute, by name. */
  listServices(range: TimeRange): Promise<ServiceSummary[]>
  listOperations(service: string): Promise<Operation[]>
  /**
   * Traces with a matching span that started in the range, and the first of these spans; the newest match
   * within the range comes first.
   */
  findTraceIds(query: TraceIdQuery): Promise<(TracePosition & TraceMatch)[]>
  /** Traces by their longest matching span, longest first. */
  findSlowest(query: Omit<TraceIdQuery, 'after'>): Promise<TraceMatch[]>
  /**
   * A summary of each trace; `lastMatchNano` is the newest span that started in the range and
   * matches, if there is a condition.
   */
  summarizeTraces(
    traceIds: readonly string[],
    range: TimeRange,
    condition?: Condition,
  ): Promise<TraceSummaryRow[]>
  /** Number of stored spans of each trace that has any; a span that was sent more than once counts as often. */
  countSpans(traceIds: readonly string[]): Promise<TraceSize[]>
  /** Every span of a trace once, by start; at most `limit`. */
  getSpans(traceId: string, limit: number): Promise<SpanRow[]>
  /** The same for several traces, one after another; at most `limit` of each. */
  getSpansOfTraces(traceIds: readonly string[], limit: number): Promise<SpanRow[]>
}
