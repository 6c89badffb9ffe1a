import type { TraceFindings } from '../../contract/findings.ts'
import { type FindingSettings, findFindings } from '../../findings/find-findings.ts'
import { getTrace, type TraceReaders } from '../get-trace.ts'

/** In waterfall order; they take less than a second, in which the console responds to nothing else. */
const maxSpans = 20_000

/**
 * The findings of one trace with all of its signals.
 * @throws QueryError when there is no such trace
 */
export async function getFindings(
  readers: TraceReaders,
  traceId: string,
  settings: FindingSettings,
): Promise<TraceFindings> {
  const trace = await getTrace(readers, traceId)
  const truncated = trace.truncated || trace.spans.length > maxSpans
  const examined = { ...trace, spans: trace.spans.slice(0, maxSpans), truncated }
  return { traceId: trace.traceId, findings: findFindings(examined, settings) }
}
