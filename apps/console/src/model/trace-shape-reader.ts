import type { TimeRange } from './telemetry-reader.ts'

/** How often one service called another. */
export interface ServiceCalls {
  readonly parent: string
  readonly child: string
  readonly callCount: number
}

/** Reads how spans hang together. */
export interface TraceShapeReader {
  /** Spans of each trace whose parent is named but not kept; traces without any are left out. */
  countOrphans(traceIds: readonly string[]): Promise<ReadonlyMap<string, number>>
  /** Spans that started in the range and whose parent belongs to another service. */
  countCalls(range: TimeRange): Promise<ServiceCalls[]>
}
