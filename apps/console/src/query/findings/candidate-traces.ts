import type { TraceList, TraceSearch, TraceSummary } from '../../contract/traces.ts'
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
  // Neither the status code nor the target of a root is needed.
  const { outlineTraces } = readers.reader
  const outlines = { ...readers, reader: { ...readers.reader, summarizeTraces: outlineTraces } }
  const list = (sort: keyof typeof limits, more: TraceSearch) =>
    listTraces(outlines, { ...search, ...more, limit: limits[sort].listed }, nowMillis)
  const pages = await Promise.all([
    list('slowest', { sort: 'longest' }),
    list('withErrors', { status: 'error' }),
    list('newest', {}),
    list('withoutSpans', { spans: 'missing' }),
  ])
  const seen = new Map<string, TraceSummary>()
  const choose = (sort: keyof typeof limits, page: TraceList) => {
    const fresh = page.traces.filter(({ traceId }) => !seen.has(traceId))
    const chosen = inTurn(fresh, limits[sort].examined)
    for (const row of chosen) seen.set(row.traceId, row)
    return {
      count: chosen.length,
      hasMore: page.nextCursor !== undefined || chosen.length < fresh.length,
    }
  }
  const slowest = choose('slowest', pages[0])
  const withErrors = choose('withErrors', pages[1])
  const newest = choose('newest', pages[2])
  const withoutSpans = choose('withoutSpans', pages[3])
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
