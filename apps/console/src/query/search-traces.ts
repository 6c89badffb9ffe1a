import type { Condition } from '../model/condition.ts'
import type {
  TelemetryReader,
  TimeRange,
  TracePosition,
  TraceSummaryRow,
} from '../model/telemetry-reader.ts'
import { type SpanSearch, toCondition } from './span-search.ts'
import { timeRange } from './time-range.ts'
import { readCursor, writeCursor } from './trace-cursor.ts'

export interface TraceSearch extends SpanSearch {
  /** `error`: with a span in error among those that match. `ok`: without any span in error. */
  readonly status?: 'error' | 'ok'
  readonly limit?: number
  readonly cursor?: string
}

export interface TracePage {
  readonly traces: readonly TraceSummaryRow[]
  readonly nextCursor?: string
}

const defaultLimit = 20
const firstWindowNanos = 300_000_000_000n
const windowGrowth = 8n

/**
 * Traces of which one span matches, newest match first. The time is looked through from its end in
 * windows that grow, because most who ask want what just happened.
 */
export async function searchTraces(
  reader: TelemetryReader,
  search: TraceSearch,
  nowMillis = Date.now(),
): Promise<TracePage> {
  const { limit = defaultLimit } = search
  const range = timeRange(search, nowMillis)
  const condition = toCondition(search)
  const found: TraceSummaryRow[] = []
  let after = search.cursor === undefined ? undefined : readCursor(search.cursor)
  let toNano = after ? BigInt(after.lastMatchNano) + 1n : range.toNano
  let windowNanos = firstWindowNanos

  while (found.length <= limit && toNano > range.fromNano) {
    const fromNano = latest(range.fromNano, toNano - windowNanos)
    const wanted = limit + 1 - found.length
    const positions = await reader.findTraceIds({
      range: { fromNano, toNano },
      condition,
      ...(after && { after }),
      limit: wanted,
    })
    found.push(...(await summaries(reader, positions, range, condition, search.status)))
    const last = positions.at(-1)
    if (last && positions.length === wanted) {
      after = last
      toNano = BigInt(last.lastMatchNano) + 1n
    } else {
      after = undefined
      toNano = fromNano
      windowNanos *= windowGrowth
    }
  }

  const traces = found.slice(0, limit)
  const last = traces.at(-1)
  return { traces, ...(found.length > limit && last && { nextCursor: writeCursor(last) }) }
}

/** In the order of their positions, without traces that match later too: those came before. */
async function summaries(
  reader: TelemetryReader,
  positions: readonly TracePosition[],
  range: TimeRange,
  condition: Condition,
  status: TraceSearch['status'],
): Promise<TraceSummaryRow[]> {
  const traceIds = positions.map(({ traceId }) => traceId)
  const rows = await reader.summarizeTraces(traceIds, range, condition)
  const byId = new Map(rows.map((row) => [row.traceId, row]))
  return positions.flatMap(({ traceId, lastMatchNano }) => {
    const row = byId.get(traceId)
    if (row?.lastMatchNano !== lastMatchNano) return []
    return status === 'ok' && row.errorCount > 0 ? [] : [row]
  })
}

function latest(a: bigint, b: bigint): bigint {
  return a > b ? a : b
}
