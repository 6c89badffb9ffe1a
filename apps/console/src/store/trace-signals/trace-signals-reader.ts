import type { ErrorRow } from '../../model/error-row.ts'
import type { LogRow } from '../../model/log-row.ts'
import type { SegmentRow } from '../../model/segment-row.ts'
import type { TraceSignalsReader } from '../../model/trace-signals-reader.ts'
import type { RunQuery } from '../run-query.ts'

/** Reads segments, log lines and Rollbar items by trace ID. */
export function createTraceSignalsReader(run: RunQuery): TraceSignalsReader {
  const ofTrace =
    <Row>(file: string) =>
    (traceId: string, limit: number) =>
      run<Row>(`trace-signals/${file}`, { parameters: { traceId, limit } })
  return {
    getSegments: ofTrace<SegmentRow>('get-segments'),
    getLogs: ofTrace<LogRow>('get-logs'),
    getErrors: ofTrace<ErrorRow>('get-errors'),
  }
}
