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

/** Calls of one service to another that started in one period of time. */
export interface SegmentCalls {
  /** '' where no segment called. */
  readonly fromName: string
  readonly toName: string
  /** The origin of the callee's segment, or the type derived from the call. */
  readonly toType: string
  /** Whether the callee sent a segment. */
  readonly hasSegment: boolean
  readonly startSeconds: number
  readonly total: number
  /** Each call is one of these at most: the worst that it was. */
  readonly faults: number
  readonly throttles: number
  readonly errors: number
  readonly totalSeconds: number
  /** Durations of calls, to two digits, with the number of calls. */
  readonly lengthSeconds: readonly number[]
  readonly lengthCounts: readonly number[]
}

interface CallQuery {
  readonly fromNano: bigint
  /** Exclusive. */
  readonly toNano: bigint
  /** Periods start at whole multiples of their length. */
  readonly periodSeconds: number
}

/** Reads X-Ray segments by time and by trace. */
export interface SegmentReader {
  /** Traces whose earliest segment started in the range, newest first. */
  findSegmentTraces(query: SegmentTraceQuery): Promise<SegmentTracePosition[]>
  /** Counts all calls that started in the range, by period. */
  countCalls(query: CallQuery): Promise<SegmentCalls[]>
  /** Each segment of the traces once: finished, if it has finished; at most `limit`. */
  getSegmentsOfTraces(traceIds: readonly string[], limit: number): Promise<SegmentRow[]>
}
