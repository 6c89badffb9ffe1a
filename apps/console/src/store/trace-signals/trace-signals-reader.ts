import type { ErrorRow } from '../../model/error-row.ts'
import type { LogRow } from '../../model/log-row.ts'
import type { SegmentRow } from '../../model/segment-row.ts'
import type { TraceSignalsReader } from '../../model/trace-signals-reader.ts'
import type { RunQuery } from '../run-query.ts'

/** Reads segments, log lines and Rollbar items by trace IDs. */
export function createTraceSignalsReader(run: RunQuery): TraceSignalsReader {
  const ofTraces =
    <Row>(file: string) =>
    async (traceIds: readonly string[], limit: number) =>
      traceIds.length === 0
        ? []
        : run<Row>(`trace-signals/${file}`, { parameters: { traceIds, limit } })
  return {
    getSegments: ofTraces<SegmentRow>('get-segments'),
    getLogs: ofTraces<LogRow>('get-logs'),
    getErrors: ofTraces<ErrorRow>('get-errors'),
  }
}
