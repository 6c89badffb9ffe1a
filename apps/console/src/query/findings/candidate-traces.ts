import type { TraceSearch } from '../../contract/traces.ts'
import type { TraceMatch } from '../../model/telemetry-reader.ts'
import { listTraces, type TraceListReaders } from '../list-traces.ts'
import { newestFirst } from '../newest-first.ts'
import { toCondition } from '../span-search.ts'
import { timeRange } from '../time-range.ts'

export interface Candidates {
  readonly traceIds: readonly string[]
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
 * each operation as of any other. The operation is that of the first span that matches, of a slow trace that
 * of the longest.
 */
export async function findCandidates(
  readers: TraceListReaders,
  search: Pick<TraceSearch, 'service' | 'run' | 'since' | 'start' | 'end'>,
  nowMillis: number,
): Promise<Candidates> {
  const { reader } = readers
  const range = timeRange(search, nowMillis)
  const newestOf = (sort: 'newest' | 'withErrors', filters: TraceSearch) => {
    const condition = toCondition(filters)
    const isSelective = condition.op === 'all' && condition.conditions.length > 0
    const find = newestFirst((query) => reader.findTraceIds({ ...query, condition }), range, {
      ...{ nowMillis, isSelective },
    })
    return find.next(limits[sort].listed + 1)
  }
  const found = await Promise.all([
    reader.findSlowest({ range, condition: toCondition(search), limit: limits.slowest.listed }),
    newestOf('withErrors', { ...search, status: 'error' }),
    newestOf('newest', search),
    listTraces(
      readers,
      { ...search, spans: 'missing', limit: limits.withoutSpans.listed },
      nowMillis,
    ),
  ])
  const traceIds = new Set<string>()
  const choose = (sort: keyof typeof limits, matches: readonly TraceMatch[]) => {
    const { listed, examined } = limits[sort]
    const fresh = matches.slice(0, listed).filter(({ traceId }) => !traceIds.has(traceId))
    const chosen = inTurn(fresh, examined)
    for (const { traceId } of chosen) traceIds.add(traceId)
    return {
      count: chosen.length,
      hasMore: matches.length > listed || chosen.length < fresh.length,
    }
  }
  const slowest = choose('slowest', found[0])
  const withErrors = choose('withErrors', found[1])
  const newest = choose('newest', found[2])
  const withoutSpans = choose(
    'withoutSpans',
    found[3].traces.map(({ traceId, rootService, rootOperation }) => ({
      ...{ traceId, service: rootService, operation: rootOperation },
    })),
  )
  return {
    ...{ newest: newest.count, slowest: slowest.count, withErrors: withErrors.count },
    withoutSpans: withoutSpans.count,
    isPartial: newest.hasMore || withoutSpans.hasMore || found[3].nextCursor !== undefined,
    traceIds: [...traceIds],
  }
}

/** One of each operation, then another of each, and so on. */
function inTurn(matches: readonly TraceMatch[], most: number): TraceMatch[] {
  const operations = [
    ...Map.groupBy(matches, ({ service, operation }) => `${service}\n${operation}`).values(),
  ]
  const chosen: TraceMatch[] = []
  for (let turn = 0; chosen.length < Math.min(most, matches.length); turn += 1)
    for (const ofOperation of operations) {
      const match = ofOperation[turn]
      if (match !== undefined && chosen.length < most) chosen.push(match)
    }
  return chosen
}
