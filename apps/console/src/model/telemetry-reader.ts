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

export interface TraceSummaryRow extends TraceSummary, TracePosition {}

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
  /** Traces with a matching span that started in the range; the newest match within it comes first. */
  findTraceIds(query: TraceIdQuery): Promise<TracePosition[]>
  /**
   * A summary of each trace; `lastMatchNano` is the newest span that started in the range and
   * matches, if there is a condition.
   */
  summarizeTraces(
    traceIds: readonly string[],
    range: TimeRange,
    condition?: Condition,
  ): Promise<TraceSummaryRow[]>
  /** As `summarizeTraces`, without the status code and the target of the root. */
  outlineTraces: TelemetryReader['summarizeTraces']
  /** Every span of a trace once, by start; at most `limit`. */
  getSpans(traceId: string, limit: number): Promise<SpanRow[]>
  /** The same for several traces, one after another; at most `limit` of each. */
  getSpansOfTraces(traceIds: readonly string[], limit: number): Promise<SpanRow[]>
}
