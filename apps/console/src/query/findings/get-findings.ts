import { type FindingSettings, findFindings } from '../../findings/find-findings.ts'
import type { Finding } from '../../findings/finding.ts'
import { getTrace, type TraceReaders } from '../get-trace.ts'

export interface TraceFindings {
  readonly traceId: string
  readonly findings: readonly Finding[]
}

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
  return { traceId: trace.traceId, findings: findFindings(trace, settings) }
}
