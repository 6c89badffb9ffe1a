import type { SpanAnalysisReader } from '../model/span-analysis-reader.ts'
import type { TelemetryReader, TracePosition } from '../model/telemetry-reader.ts'
import type { TraceListReader } from '../model/trace-list-reader.ts'
import { attributeHints, attributeKeys } from './attribute-hints.ts'
import { QueryError } from './query-error.ts'
import { searchByDuration } from './search-by-duration.ts'
import { searchTraces, spanSource, type TraceSearch } from './search-traces.ts'
import { toCondition } from './span-search.ts'
import { timeRange } from './time-range.ts'
import { readTracePage, type TracePage, type TraceSource } from './trace-pages.ts'

export interface TraceListReaders {
  readonly reader: TelemetryReader
  readonly analysis: SpanAnalysisReader
  readonly traceList: TraceListReader
}

export interface TraceListSearch extends TraceSearch {
  /** Only traces of which spans arrived, or only those of which none did. */
  readonly spans?: 'arrived' | 'missing'
  readonly sort?: 'newest' | 'longest' | 'shortest'
}

/** Spans are sent seconds after the log lines of their request: until then none is missing. */
const settledAfterMillis = 30_000

/** What can be asked of a trace that no span tells of. */
const askedOfAny = new Set(['service', 'run', 'since', 'start', 'end', 'status', 'limit', 'cursor'])

/**
 * Traces that match; an empty first page says which attributes of the query no span has.
 * @throws QueryError
 */
export async function listTraces(
  readers: TraceListReaders,
  search: TraceListSearch,
  nowMillis = Date.now(),
): Promise<TracePage> {
  const page = await findTraces(readers, search, nowMillis)
  if (page.traces.length > 0 || search.cursor !== undefined) return page
  const range = timeRange(search, nowMillis)
  const hints = await attributeHints(readers.analysis, range, attributeKeys(toCondition(search)))
  return hints.length > 0 ? { ...page, hints } : page
}

/**
 * Traces of every kind: with a span that matches, and, where nothing is asked that only a span can
 * answer, those that only log lines, items or segments tell of.
 * @throws QueryError
 */
async function findTraces(
  readers: TraceListReaders,
  { spans, sort = 'newest', ...search }: TraceListSearch,
  nowMillis: number,
): Promise<TracePage> {
  const { reader, traceList } = readers
  const asksSpans =
    sort !== 'newest' ||
    Object.entries(search).some(([name, value]) => value !== undefined && !askedOfAny.has(name))
  if (spans === 'missing' && asksSpans)
    throw new QueryError(
      'CON_QUERY_INVALID',
      'Traces without spans can be filtered by run, service, time and status only, and are sorted newest first',
    )
  if (sort !== 'newest') return searchByDuration(readers, { ...search, sort }, nowMillis)
  if (spans === 'arrived' || asksSpans) return searchTraces(reader, search, nowMillis)
  const spanless = sourceWithoutSpans(traceList, search)
  const { status, limit, cursor } = search
  return readTracePage(
    spans === 'missing'
      ? spanless
      : both(
          spanSource(reader, toCondition(search)),
          before(spanless, BigInt(nowMillis - settledAfterMillis) * 1_000_000n),
        ),
    {
      range: timeRange(search, nowMillis),
      ...{ limit, cursor },
      isShown: ({ errorCount }) => status !== 'ok' || errorCount === 0,
    },
  )
}

function sourceWithoutSpans(
  reader: TraceListReader,
  { service, run, status }: Pick<TraceSearch, 'service' | 'run' | 'status'>,
): TraceSource {
  return {
    find: (query) => reader.findTracesWithoutSpans({ ...query, service, run, status }),
    summarize: (positions, range) =>
      reader.summarizeTracesWithoutSpans(
        positions.map(({ traceId }) => traceId),
        { range, service, run },
      ),
  }
}

/** Only what ended before a moment. */
function before(source: TraceSource, momentNano: bigint): TraceSource {
  return {
    ...source,
    find: async ({ range, ...query }) => {
      const toNano = range.toNano < momentNano ? range.toNano : momentNano
      return toNano > range.fromNano ? source.find({ ...query, range: { ...range, toNano } }) : []
    },
  }
}

/** The second is looked through only for as long as a page of the first reaches back. */
function both(first: TraceSource, second: TraceSource): TraceSource {
  return {
    find: async (query) => {
      const positions = await first.find(query)
      const last = positions.length === query.limit ? positions.at(-1) : undefined
      const fromNano = last ? BigInt(last.lastMatchNano) : query.range.fromNano
      const more = await second.find({ ...query, range: { ...query.range, fromNano } })
      return [...positions, ...more].sort(byListOrder).slice(0, query.limit)
    },
    summarize: async (positions, ...asked) => {
      const rows = await first.summarize(positions, ...asked)
      const known = new Set(rows.map(({ traceId }) => traceId))
      const rest = positions.filter(({ traceId }) => !known.has(traceId))
      return [...rows, ...(await second.summarize(rest, ...asked))]
    },
  }
}

function byListOrder(a: TracePosition, b: TracePosition): number {
  const difference = BigInt(b.lastMatchNano) - BigInt(a.lastMatchNano)
  if (difference !== 0n) return difference > 0n ? 1 : -1
  return a.traceId < b.traceId ? -1 : 1
}
