import type { TimeRange } from './telemetry-reader.ts'

/** Number of calls from one service to another. */
export interface ServiceCalls {
  readonly parent: string
  readonly child: string
  readonly callCount: number
}

/** A span of another trace that links to a span of the requested trace. */
export interface LinkTo {
  /** The span that is linked to; '' when the link names the trace alone. */
  readonly spanId: string
  readonly fromTraceId: string
  readonly fromSpanId: string
  /** Of the span that links. */
  readonly service: string
  readonly operation: string
  readonly startUnixNano: string
}

/** Reads how spans hang together. */
export interface TraceShapeReader {
  /** Spans of each trace whose parent is not stored; traces without any are left out. */
  countOrphans(traceIds: readonly string[]): Promise<ReadonlyMap<string, number>>
  /** Spans that started in the range and whose parent belongs to another service. */
  countCalls(range: TimeRange): Promise<ServiceCalls[]>
  /** By start of the span that links, each once; at most `limit`. */
  findLinksTo(traceId: string, limit: number): Promise<LinkTo[]>
}
