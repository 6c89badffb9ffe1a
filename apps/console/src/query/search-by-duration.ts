import type { DurationPosition, SpanAnalysisReader } from '../model/span-analysis-reader.ts'
import type { TelemetryReader } from '../model/telemetry-reader.ts'
import { QueryError } from './query-error.ts'
import type { TraceSearch } from './search-traces.ts'
import { toCondition } from './span-search.ts'
import { timeRange } from './time-range.ts'
import type { TracePage } from './trace-pages.ts'

const defaultLimit = 20

/** Traces of which one span matches, the longest or the shortest first. */
export async function searchByDuration(
  { reader, analysis }: { readonly reader: TelemetryReader; readonly analysis: SpanAnalysisReader },
  search: TraceSearch & { readonly sort: 'longest' | 'shortest' },
  nowMillis = Date.now(),
): Promise<TracePage> {
  const { limit = defaultLimit } = search
  const range = timeRange(search, nowMillis)
  const condition = toCondition(search)
  const positions = await analysis.findByDuration({
    range,
    condition,
    longestFirst: search.sort === 'longest',
    withoutErrors: search.status === 'ok',
    ...(search.cursor !== undefined && { after: readPosition(search.cursor) }),
    limit: limit + 1,
  })
  const shown = positions.slice(0, limit)
  const rows = await reader.summarizeTraces(
    shown.map(({ traceId }) => traceId),
    range,
  )
  const byId = new Map(rows.map((row) => [row.traceId, row]))
  const last = shown.at(-1)
  return {
    traces: shown.flatMap(({ traceId }) => byId.get(traceId) ?? []),
    ...(positions.length > limit && last && { nextCursor: writePosition(last) }),
  }
}

function writePosition({ durationNano, traceId }: DurationPosition): string {
  return Buffer.from(`d.${durationNano}.${traceId}`).toString('base64url')
}

function readPosition(cursor: string): DurationPosition {
  const text = Buffer.from(cursor, 'base64url').toString()
  const [, durationNano, traceId] = /^d\.(\d{1,19})\.([0-9a-zA-Z]{1,64})$/.exec(text) ?? []
  if (durationNano === undefined || traceId === undefined)
    throw new QueryError('CON_QUERY_INVALID', 'Invalid cursor: it belongs to another sort order')
  return { durationNano, traceId }
}
