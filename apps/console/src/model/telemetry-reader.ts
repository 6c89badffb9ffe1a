import type { Condition } from './condition.ts'
import type { SpanRow } from './span-row.ts'

/** A half-open range of time, in nanoseconds since the epoch. */
export interface TimeRange {
  readonly fromNano: bigint
  /** Exclusive. */
  readonly toNano: bigint
}

export interface ServiceRow {
  readonly name: string
  readonly spanCount: number
  /** Of the spans. */
  readonly errorCount: number
  readonly segmentCount: number
  readonly logCount: number
  readonly itemCount: number
  /** Of any signal. */
  readonly lastSeenUnixNano: string
}

export interface OperationRow {
  readonly name: string
  readonly spanKind: string
}

/** A place in the list of matching traces, newest first: the newest matching span, then the trace id. */
export interface TracePosition {
  readonly lastMatchNano: string
  readonly traceId: string
}

export interface TraceSummaryRow extends TracePosition {
  readonly rootService: string
  readonly rootOperation: string
  readonly rootStatusCode?: string
  readonly rootTarget?: string
  readonly startUnixNano: string
  /** Of the root span; the extent when it has not arrived. */
  readonly durationNano: string
  /** From the first start to the last end, which may be after the root's. */
  readonly extentNano: string
  readonly spanCount: number
  readonly errorCount: number
  readonly services: readonly {
    readonly name: string
    readonly spanCount: number
    readonly errorCount: number
  }[]
  /** Counts of the other signals; only for a trace without spans. */
  readonly otherSignals?: {
    readonly segments: number
    readonly logs: number
    readonly errors: number
  }
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
  listServices(range: TimeRange): Promise<ServiceRow[]>
  listOperations(service: string): Promise<OperationRow[]>
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
  /** Every span of a trace once, by start; at most `limit`. */
  getSpans(traceId: string, limit: number): Promise<SpanRow[]>
  /** The same for several traces, one after another; at most `limit` of each. */
  getSpansOfTraces(traceIds: readonly string[], limit: number): Promise<SpanRow[]>
}
