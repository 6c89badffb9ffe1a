import type { SpanLinkTo } from '../contract/span-links.ts'
import type { TimeRange } from './telemetry-reader.ts'

/** Number of calls from one service to another. */
export interface ServiceCalls {
  readonly parent: string
  readonly child: string
  readonly callCount: number
}

/** Reads how spans hang together. */
export interface TraceShapeReader {
  /** Spans of each trace whose parent is not stored; traces without any are left out. */
  countOrphans(traceIds: readonly string[]): Promise<ReadonlyMap<string, number>>
  /** Spans that started in the range and whose parent belongs to another service. */
  countCalls(range: TimeRange): Promise<ServiceCalls[]>
  /** By start of the span that links, each once; at most `limit`. */
  findLinksTo(traceId: string, limit: number): Promise<SpanLinkTo[]>
}
