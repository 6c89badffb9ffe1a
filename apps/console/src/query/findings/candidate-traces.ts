import type { TraceSearch, TraceSummary } from '../../contract/traces.ts'
import type { TraceListReaders } from '../list-traces.ts'
import { listTraces } from '../list-traces.ts'

export interface Candidates {
  readonly traces: readonly TraceSummary[]
  readonly newest: number
  readonly slowest: number
  readonly withErrors: number
  readonly withoutSpans: number
  /** More traces match. */
  readonly isPartial: boolean
}

/** Number of traces of each sort that are examined, and that are listed to select from. */
const limits = {
  newest: { listed: 500, examined: 150 },
  slowest: { listed: 200, examined: 50 },
  withErrors: { listed: 200, examined: 50 },
  withoutSpans: { listed: 20, examined: 20 },
} as const

/**
 * The traces most likely to have findings: of the newest, the slowest and the latest with an error, as many of
 * each operation as of any other.
 */
export async function findCandidates(
  readers: TraceListReaders,
  search: Pick<TraceSearch, 'service' | 'run' | 'since' | 'start' | 'end'>,
  nowMillis: number,
): Promise<Candidates> {
  const seen = new Map<string, TraceSummary>()
  const add = async (sort: keyof typeof limits, more: TraceSearch) => {
    const { listed, examined } = limits[sort]
    const page = await listTraces(readers, { ...search, ...more, limit: listed }, nowMillis)
    const fresh = page.traces.filter(({ traceId }) => !seen.has(traceId))
    const chosen = inTurn(fresh, examined)
    for (const row of chosen) seen.set(row.traceId, row)
    return {
      count: chosen.length,
      hasMore: page.nextCursor !== undefined || chosen.length < fresh.length,
    }
  }
  const slowest = await add('slowest', { sort: 'longest' })
  const withErrors = await add('withErrors', { status: 'error' })
  const newest = await add('newest', {})
  const withoutSpans = await add('withoutSpans', { spans: 'missing' })
  const isPartial = newest.hasMore || withoutSpans.hasMore
  return {
    ...{ newest: newest.count, slowest: slowest.count, withErrors: withErrors.count },
    ...{ withoutSpans: withoutSpans.count, isPartial },
    traces: [...seen.values()],
  }
}

/** One of each operation, then another of each, and so on. */
function inTurn(rows: readonly TraceSummary[], most: number): TraceSummary[] {
  const operations = [
    ...Map.groupBy(rows, (row) => `${row.rootService}\n${row.rootOperation}`).values(),
  ]
  const chosen: TraceSummary[] = []
  for (let turn = 0; chosen.length < Math.min(most, rows.length); turn += 1)
    for (const ofOperation of operations) {
      const row = ofOperation[turn]
      if (row !== undefined && chosen.length < most) chosen.push(row)
    }
  return chosen
}
