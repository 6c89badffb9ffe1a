import type { TraceList } from '../contract/traces.ts'
import type { TimeRange, TracePosition, TraceSummaryRow } from '../model/telemetry-reader.ts'
import { createCursor } from './cursor.ts'
import { type FindTraces, newestFirst } from './newest-first.ts'

/** Source of the traces of a list. */
export interface TraceSource {
  readonly find: FindTraces
  /** Whether it finds only matching traces, which may be few among many. */
  readonly isSelective?: boolean
  /** Whether most ranges have none of its traces. */
  readonly isRare?: boolean
  /**
   * In no order; `range` is that of the whole list. Where no position can have been passed before,
   * `mayMatchLater` is false and none of these traces matches after its position.
   */
  summarize(
    positions: readonly TracePosition[],
    range: TimeRange,
    mayMatchLater: boolean,
  ): Promise<readonly TraceSummaryRow[]>
}

/** A page of a list; its rows have their places. */
export type TracePage = Omit<TraceList, 'traces'> & { readonly traces: readonly TraceSummaryRow[] }

interface PageQuery {
  readonly range: TimeRange
  readonly limit?: number | undefined
  readonly cursor?: string | undefined
  readonly nowMillis: number
  /** Selects the traces to show. */
  readonly isShown?: (row: TraceSummaryRow) => boolean
}

const defaultLimit = 20
const cursors = createCursor('traces')
const maxBatch = 1_000

/** A page of the traces of a source, newest match first; all of them are summarized in one query. */
export async function readTracePage(
  source: TraceSource,
  { range, limit = defaultLimit, cursor, nowMillis, isShown = () => true }: PageQuery,
): Promise<TracePage> {
  const found: TraceSummaryRow[] = []
  const after = cursor === undefined ? undefined : readPosition(cursor)
  const positions = newestFirst(source.find, range, {
    nowMillis,
    ...(after && { start: after }),
    ...(source.isSelective !== undefined && { isSelective: source.isSelective }),
    ...(source.isRare !== undefined && { isRare: source.isRare }),
  })
  let atLeast = 0

  while (found.length <= limit && !positions.isAtEnd()) {
    const wanted = Math.max(limit + 1 - found.length, Math.min(atLeast, maxBatch))
    const next = await positions.next(wanted)
    const rows = await source.summarize(next, range, after !== undefined)
    const shown = inOrder(next, rows).filter(isShown)
    found.push(...shown)
    // Where few are shown, such as those without error among many with one, ever more are looked at.
    atLeast = shown.length * 2 < next.length ? next.length * 4 : 0
  }

  const traces = found.slice(0, limit)
  const last = traces.at(-1)
  const [first] = traces
  return {
    traces,
    ...(first && { newestCursor: writePosition(first) }),
    ...(found.length > limit && last && { nextCursor: writePosition(last) }),
  }
}

/** In the order of their positions, without traces that match later too: those came before. */
function inOrder(
  positions: readonly TracePosition[],
  rows: readonly TraceSummaryRow[],
): TraceSummaryRow[] {
  const byId = new Map(rows.map((row) => [row.traceId, row]))
  return positions.flatMap(({ traceId, lastMatchNano }) => {
    const row = byId.get(traceId)
    return row?.lastMatchNano === lastMatchNano ? [row] : []
  })
}

function writePosition({ lastMatchNano, traceId }: TracePosition): string {
  return cursors.write({ nano: lastMatchNano, id: traceId })
}

/** @throws QueryError when the text is not a cursor of a list of traces by time */
export function readPosition(cursor: string): TracePosition {
  const { nano, id } = cursors.read(cursor)
  return { lastMatchNano: nano, traceId: id }
}
