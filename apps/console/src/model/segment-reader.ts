import type { SegmentRow } from './segment-row.ts'

/** A place in the list of traces, newest first. */
export interface SegmentTracePosition {
  /** Start of the earliest segment; nanoseconds since the epoch. */
  readonly startNano: string
  readonly traceId: string
}

interface SegmentTraceQuery {
  readonly fromNano: bigint
  /** Exclusive. */
  readonly toNano: bigint
  /** Only traces after this one in the list. */
  readonly after?: SegmentTracePosition
  readonly limit: number
}

/** Reads X-Ray segments by time and by trace. */
export interface SegmentReader {
  /** Traces of which the earliest segment in the range started in it, newest first. */
  findSegmentTraces(query: SegmentTraceQuery): Promise<SegmentTracePosition[]>
  /** Each segment of the traces once: finished, if it has finished; at most `limit`. */
  getSegmentsOfTraces(traceIds: readonly string[], limit: number): Promise<SegmentRow[]>
}
