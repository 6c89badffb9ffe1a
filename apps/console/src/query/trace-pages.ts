import type { TimeRange, TracePosition, TraceSummaryRow } from '../model/telemetry-reader.ts'
import { readCursor, writeCursor } from './trace-cursor.ts'

/** Where the traces of a list come from. */
export interface TraceSource {
  /** The newest first, at most `limit`. */
  find(query: {
    readonly range: TimeRange
    readonly after?: TracePosition
    readonly limit: number
  }): Promise<readonly TracePosition[]>
  /** In no order; `range` is that of the whole list. */
  summarize(traceIds: readonly string[], range: TimeRange): Promise<readonly TraceSummaryRow[]>
}

export interface TracePage {
  readonly traces: readonly TraceSummaryRow[]
  readonly nextCursor?: string
}

interface PageQuery {
  readonly range: TimeRange
  readonly limit?: number | undefined
  readonly cursor?: string | undefined
  /** Which of the traces that were found to show. */
  readonly isShown?: (row: TraceSummaryRow) => boolean
}

const defaultLimit = 20
const firstWindowNanos = 300_000_000_000n
const maxWindowGrowth = 8
const maxBatch = 1_000
/** What is left beyond this long a window is rarely much, and asked for at once. */
const lastWindowNanos = 10n * 86_400_000_000_000n

/**
 * Traces of a source, newest match first. The time is looked through from its end in windows that
 * grow, because most who ask want what just happened.
 */
export async function readTracePage(
  source: TraceSource,
  { range, limit = defaultLimit, cursor, isShown = () => true }: PageQuery,
): Promise<TracePage> {
  const found: TraceSummaryRow[] = []
  let after = cursor === undefined ? undefined : readCursor(cursor)
  let toNano = after ? BigInt(after.lastMatchNano) + 1n : range.toNano
  let windowNanos = firstWindowNanos
  let atLeast = 0

  while (found.length <= limit && toNano > range.fromNano) {
    const isRest = windowNanos > lastWindowNanos
    const fromNano = isRest ? range.fromNano : latest(range.fromNano, toNano - windowNanos)
    const wanted = Math.max(limit + 1 - found.length, Math.min(atLeast, maxBatch))
    const positions = await source.find({
      range: { fromNano, toNano },
      ...(after && { after }),
      limit: wanted,
    })
    const shown = (await summaries(source, positions, range)).filter(isShown)
    found.push(...shown)
    // Where few are shown, such as those without error among many with one, ever more are looked at.
    atLeast = shown.length * 2 < positions.length ? positions.length * 4 : 0
    const last = positions.at(-1)
    if (last && positions.length === wanted) {
      after = last
      toNano = BigInt(last.lastMatchNano) + 1n
    } else {
      after = undefined
      toNano = fromNano
      windowNanos *= nextGrowth(positions.length, wanted)
    }
  }

  const traces = found.slice(0, limit)
  const last = traces.at(-1)
  return { traces, ...(found.length > limit && last && { nextCursor: writeCursor(last) }) }
}

/** Twice as far as it takes to find the rest where they lie as close as those that were found. */
function nextGrowth(found: number, wanted: number): bigint {
  return BigInt(
    Math.min(maxWindowGrowth, found === 0 ? maxWindowGrowth : Math.ceil((2 * wanted) / found)),
  )
}

/** In the order of their positions, without traces that match later too: those came before. */
async function summaries(
  source: TraceSource,
  positions: readonly TracePosition[],
  range: TimeRange,
): Promise<TraceSummaryRow[]> {
  const traceIds = positions.map(({ traceId }) => traceId)
  const rows = await source.summarize(traceIds, range)
  const byId = new Map(rows.map((row) => [row.traceId, row]))
  return positions.flatMap(({ traceId, lastMatchNano }) => {
    const row = byId.get(traceId)
    return row?.lastMatchNano === lastMatchNano ? [row] : []
  })
}

function latest(a: bigint, b: bigint): bigint {
  return a > b ? a : b
}
