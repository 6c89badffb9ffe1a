import type { ErrorRow } from './error-row.ts'
import type { LogRow } from './log-row.ts'
import type { SegmentRow } from './segment-row.ts'

/** Reads the segments, log lines and Rollbar occurrences of traces; each by time, at most `limit` of each trace. */
export interface TraceSignalsReader {
  /** Each segment and subsegment once: finished, if it has finished. */
  getSegments(traceIds: readonly string[], limit: number): Promise<SegmentRow[]>
  getLogs(traceIds: readonly string[], limit: number): Promise<LogRow[]>
  getErrors(traceIds: readonly string[], limit: number): Promise<ErrorRow[]>
}
