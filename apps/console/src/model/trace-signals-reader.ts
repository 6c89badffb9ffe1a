import type { ErrorRow } from './error-row.ts'
import type { LogRow } from './log-row.ts'
import type { SegmentRow } from './segment-row.ts'

/** Reads the segments, log lines and Rollbar occurrences of one trace; each by time, at most `limit`. */
export interface TraceSignalsReader {
  /** Each segment and subsegment once: finished, if it has finished. */
  getSegments(traceId: string, limit: number): Promise<SegmentRow[]>
  getLogs(traceId: string, limit: number): Promise<LogRow[]>
  getErrors(traceId: string, limit: number): Promise<ErrorRow[]>
}
