import type { ErrorRow } from '../model/error-row.ts'
import type { LogRow } from '../model/log-row.ts'
import type { SegmentRow } from '../model/segment-row.ts'
import type { TraceSignalsReader } from '../model/trace-signals-reader.ts'

export interface TraceSignals {
  readonly segments: readonly SegmentRow[]
  readonly logs: readonly LogRow[]
  readonly errors: readonly ErrorRow[]
}

const maxSegments = 50_000
const maxLogs = 10_000
const maxErrors = 1_000

/** The segments, log lines and Rollbar occurrences of a trace. */
export async function getTraceSignals(
  reader: TraceSignalsReader,
  traceId: string,
): Promise<TraceSignals> {
  const id = traceId.toLowerCase()
  const [segments, logs, errors] = await Promise.all([
    reader.getSegments([id], maxSegments),
    reader.getLogs([id], maxLogs),
    reader.getErrors([id], maxErrors),
  ])
  return { segments, logs, errors }
}
