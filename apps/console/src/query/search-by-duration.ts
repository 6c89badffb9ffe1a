import type { DurationPosition, SpanAnalysisReader } from '../model/span-analysis-reader.ts'
import type { TelemetryReader } from '../model/telemetry-reader.ts'
import { createCursor } from './cursor.ts'
import type { SpanTraceSearch } from './search-traces.ts'
import { toCondition } from './span-search.ts'
import { timeRange } from './time-range.ts'
import type { TracePage } from './trace-pages.ts'

const defaultLimit = 20
const cursors = createCursor('durations')

/** Traces with a matching span, longest or shortest first. */
export async function searchByDuration(
  { reader, analysis }: { readonly reader: TelemetryReader; readonly analysis: SpanAnalysisReader },
  search: SpanTraceSearch & { readonly sort: 'longest' | 'shortest' },
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
    ...(positions.length > limit &&
      last && { nextCursor: cursors.write({ nano: last.durationNano, id: last.traceId }) }),
  }
}

function readPosition(cursor: string): DurationPosition {
  const { nano, id } = cursors.read(cursor)
  return { durationNano: nano, traceId: id }
}
