import type { QueryHint } from '../contract/hints.ts'
import type { TraceList, TraceSearch } from '../contract/traces.ts'
import type { SpanAnalysisReader } from '../model/span-analysis-reader.ts'
import type { TelemetryReader } from '../model/telemetry-reader.ts'
import type { TraceListReader } from '../model/trace-list-reader.ts'
import { attributeHints, attributeKeys } from './attribute-hints.ts'
import { QueryError } from './query-error.ts'
import { searchByDuration } from './search-by-duration.ts'
import { searchTraces } from './search-traces.ts'
import { toCondition } from './span-search.ts'
import { timeRange } from './time-range.ts'
import { readPosition, readTracePage, type TracePage, type TraceSource } from './trace-pages.ts'

export interface TraceListReaders {
  readonly reader: TelemetryReader
  readonly analysis: SpanAnalysisReader
  readonly traceList: TraceListReader
}

/** Spans of one request arrive within seconds of each other, not in the order of their starts. */
const lateNanos = 60_000_000_000n
const futureNanos = 60_000_000_000n
/** Filters that apply to traces without spans. */
const anySignal = new Set(['service', 'run', 'since', 'start', 'end', 'status', 'limit', 'cursor'])

/**
 * Traces that match. Hints name the attributes of the query that no span has, and which traces start in
 * the future.
 * @throws QueryError
 */
export async function listTraces(
  readers: TraceListReaders,
  { newerThan, ...search }: TraceSearch,
  nowMillis = Date.now(),
): Promise<TraceList> {
  if (newerThan !== undefined)
    return withoutPlaces(await listNewer(readers, search, newerThan, nowMillis))
  const page = await findTraces(readers, search, nowMillis)
  const hints = await hintsOf(readers, search, page, nowMillis)
  return { ...withoutPlaces(page), ...(hints.length > 0 && { hints }) }
}

function withoutPlaces({ traces, ...page }: TracePage): TraceList {
  return { ...page, traces: traces.map(({ lastMatchNano: _, ...trace }) => trace) }
}

/** Includes traces of the last minute before the cursor, whose spans may have arrived late. */
async function listNewer(
  readers: TraceListReaders,
  search: TraceSearch,
  newerThan: string,
  nowMillis: number,
): Promise<TracePage> {
  if (search.sort !== undefined && search.sort !== 'newest')
    throw new QueryError('CON_QUERY_INVALID', 'newerThan requires sort=newest')
  const { fromNano } = timeRange(search, nowMillis)
  const afterNano = BigInt(readPosition(newerThan).lastMatchNano) - lateNanos
  return findTraces(readers, search, nowMillis, afterNano > fromNano ? afterNano : fromNano)
}

async function findTraces(
  readers: TraceListReaders,
  { spans, sort = 'newest', ...search }: TraceSearch,
  nowMillis: number,
  fromNano?: bigint,
): Promise<TracePage> {
  if (spans === 'missing') {
    if (!isOfAnySignal({ ...search, sort }))
      throw new QueryError(
        'CON_QUERY_INVALID',
        'Traces without spans can be filtered by run, service, time and status only, and are sorted newest first',
      )
    const { status, limit, cursor } = search
    return readTracePage(sourceWithoutSpans(readers.traceList, search), {
      range: { ...timeRange(search, nowMillis), ...(fromNano !== undefined && { fromNano }) },
      ...{ limit, cursor, nowMillis },
      isShown: ({ errorCount }) => status !== 'ok' || errorCount === 0,
    })
  }
  if (sort !== 'newest') return searchByDuration(readers, { ...search, sort }, nowMillis)
  return searchTraces(readers.reader, search, nowMillis, fromNano)
}

async function hintsOf(
  readers: TraceListReaders,
  search: TraceSearch,
  { traces }: TracePage,
  nowMillis: number,
): Promise<QueryHint[]> {
  if (traces.length === 0 && search.cursor === undefined)
    return [
      ...(await attributeHints(
        readers.analysis,
        timeRange(search, nowMillis),
        attributeKeys(toCondition(search)),
      )),
      ...(await hintOfOtherTraces(readers, search, nowMillis)),
    ]
  const nowNano = BigInt(nowMillis) * 1_000_000n
  const ahead = traces.filter(({ startUnixNano }) => BigInt(startUnixNano) > nowNano + futureNanos)
  if (ahead.length === 0) return []
  const services = [...new Set(ahead.map(({ rootService }) => rootService))].slice(0, 5).join(', ')
  const count = ahead.length === 1 ? '1 trace starts' : `${ahead.length} traces start`
  return [{ message: `${count} in the future: check the clock of ${services}.` }]
}

/** An empty list may be so because the spans of its traces never arrived. */
async function hintOfOtherTraces(
  readers: TraceListReaders,
  search: TraceSearch,
  nowMillis: number,
): Promise<QueryHint[]> {
  if (search.spans === 'missing' || !isOfAnySignal(search)) return []
  const one = { ...search, spans: 'missing', limit: 1 } as const
  const { traces } = await findTraces(readers, one, nowMillis)
  if (traces.length === 0) return []
  return [{ message: 'Traces without spans match: list them with spans=missing.' }]
}

function isOfAnySignal({ sort = 'newest', spans: _, ...search }: TraceSearch): boolean {
  return (
    sort === 'newest' &&
    Object.entries(search).every(([name, value]) => value === undefined || anySignal.has(name))
  )
}

function sourceWithoutSpans(
  reader: TraceListReader,
  { service, run, status }: Pick<TraceSearch, 'service' | 'run' | 'status'>,
): TraceSource {
  return {
    isRare: true,
    find: (query) => reader.findTracesWithoutSpans({ ...query, service, run, status }),
    summarize: (positions, range) =>
      reader.summarizeTracesWithoutSpans(
        positions.map(({ traceId }) => traceId),
        { range, service, run },
      ),
  }
}
