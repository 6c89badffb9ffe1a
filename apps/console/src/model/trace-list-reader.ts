import type { Condition } from './condition.ts'
import type { Steps } from './span-analysis-reader.ts'
import type { TimeRange, TracePosition, TraceSummaryRow } from './telemetry-reader.ts'

interface TraceCountQuery {
  readonly range: TimeRange
  readonly condition: Condition
  /** Only traces without a span in error. */
  readonly withoutErrors: boolean
  readonly steps: Steps
}

/** Traces whose newest matching span is in a step of time. */
export interface TraceCount {
  readonly step: number
  readonly count: number
  readonly errorCount: number
}

interface WithoutSpansQuery {
  readonly range: TimeRange
  /** Only traces with a line, item or segment of this service. */
  readonly service?: string | undefined
  /** Only traces with a line, item or segment of this `service.instance.id`. */
  readonly run?: string | undefined
  readonly status?: 'error' | 'ok' | undefined
  /** Only traces after this one in the list. */
  readonly after?: TracePosition | undefined
  readonly limit: number
}

/** Reads traces as a list: their counts over time, and traces without spans. */
export interface TraceListReader {
  /** Start of the earliest stored span, in nanoseconds since the epoch; 0 without spans. */
  oldestSpanNano(): Promise<bigint>
  /** IDs that begin with these digits, in order. */
  findTraceIds(prefix: string, limit: number): Promise<string[]>
  countTraces(query: TraceCountQuery): Promise<TraceCount[]>
  /** Traces with log lines, items or segments but no spans, newest first. */
  findTracesWithoutSpans(query: WithoutSpansQuery): Promise<TracePosition[]>
  /** In no order. `lastMatchNano` is the last line, item or segment in the range. */
  summarizeTracesWithoutSpans(
    traceIds: readonly string[],
    query: Pick<WithoutSpansQuery, 'range' | 'service' | 'run'>,
  ): Promise<TraceSummaryRow[]>
}
