import type { TraceSummaryRow } from '../../model/telemetry-reader.ts'
import type { TraceListReaders, TraceListSearch } from '../list-traces.ts'
import { listTraces } from '../list-traces.ts'

export interface Candidates {
  readonly traces: readonly TraceSummaryRow[]
  readonly newest: number
  readonly slowest: number
  readonly withErrors: number
  readonly withoutSpans: number
  /** More traces match. */
  readonly isPartial: boolean
}

/** How many traces of each sort are examined. */
const candidateLimits = {
  newest: 60,
  slowest: 30,
  withErrors: 30,
  withoutSpans: 10,
} as const

/** The traces most likely to have findings: the newest, the slowest and the latest with an error. */
export async function findCandidates(
  readers: TraceListReaders,
  search: Pick<TraceListSearch, 'service' | 'run' | 'since' | 'start' | 'end'>,
  nowMillis: number,
): Promise<Candidates> {
  const list = (more: TraceListSearch) => listTraces(readers, { ...search, ...more }, nowMillis)
  const { newest, slowest, withErrors, withoutSpans } = candidateLimits
  const pages = {
    newest: await list({ limit: newest }),
    slowest: await list({ sort: 'longest', limit: slowest }),
    withErrors: await list({ status: 'error', limit: withErrors }),
    withoutSpans: await list({ spans: 'missing', limit: withoutSpans }),
  }
  const seen = new Map<string, TraceSummaryRow>()
  const added = (rows: readonly TraceSummaryRow[]) => {
    const before = seen.size
    for (const row of rows) if (!seen.has(row.traceId)) seen.set(row.traceId, row)
    return seen.size - before
  }
  return {
    newest: added(pages.newest.traces),
    slowest: added(pages.slowest.traces),
    withErrors: added(pages.withErrors.traces),
    withoutSpans: added(pages.withoutSpans.traces),
    isPartial: pages.newest.nextCursor !== undefined || pages.withoutSpans.nextCursor !== undefined,
    traces: [...seen.values()],
  }
}
