import type { TimeRange, TracePosition } from '../model/telemetry-reader.ts'

/** The newest traces of a part of the time, at most `limit`. */
export type FindTraces<Position extends TracePosition = TracePosition> = (query: {
  readonly range: TimeRange
  readonly after?: TracePosition
  readonly limit: number
}) => Promise<readonly Position[]>

const firstWindowNanos = 300_000_000_000n
const maxWindowGrowth = 8
const firstRareWindowNanos = 12n * firstWindowNanos
/** With a selective condition an empty window means that matches are rare, and each window costs a query. */
const maxRareWindowGrowth = 64
/** Beyond this window the remaining time is read in one query. */
const lastWindowNanos = 10n * 86_400_000_000_000n

/**
 * Traces one after another, each once, at its newest match. The time is looked through from its end in
 * growing windows, because the newest traces are wanted most often.
 */
export function newestFirst<Position extends TracePosition>(
  find: FindTraces<Position>,
  range: TimeRange,
  {
    nowMillis,
    start,
    isSelective = false,
    isRare = false,
  }: {
    readonly nowMillis: number
    readonly start?: TracePosition
    readonly isSelective?: boolean
    readonly isRare?: boolean
  },
) {
  const maxGrowth = isSelective || isRare ? maxRareWindowGrowth : maxWindowGrowth
  const seen = new Set<string>()
  let after = start
  let toNano = start ? BigInt(start.lastMatchNano) + 1n : range.toNano
  let windowNanos = isRare ? firstRareWindowNanos : firstWindowNanos
  // The first window is open at its end: the clocks of senders may be ahead.
  const nowNano = BigInt(nowMillis) * 1_000_000n
  const windowEnd = () => (toNano > nowNano && range.fromNano < nowNano ? nowNano : toNano)
  const isAtEnd = () => toNano <= range.fromNano

  return {
    isAtEnd,
    /** The next traces, fewer than wanted only at the end. */
    next: async (wanted: number): Promise<Position[]> => {
      const found: Position[] = []
      while (found.length < wanted && !isAtEnd()) {
        const isRest = windowNanos > lastWindowNanos
        const fromNano = isRest ? range.fromNano : latest(range.fromNano, windowEnd() - windowNanos)
        const limit = wanted - found.length
        const positions = await find({
          range: { fromNano, toNano },
          ...(after && { after }),
          limit,
        })
        found.push(...positions.filter(({ traceId }) => !seen.has(traceId)))
        for (const { traceId } of positions) seen.add(traceId)
        const last = positions.at(-1)
        if (last && positions.length === limit) {
          after = last
          toNano = BigInt(last.lastMatchNano) + 1n
        } else {
          after = undefined
          toNano = fromNano
          windowNanos = nextWindow(windowNanos, positions.length, limit, maxGrowth)
        }
      }
      return found
    },
  }
}

/** Twice the window that holds the missing traces at the density found so far. */
function nextWindow(nanos: bigint, found: number, wanted: number, maxGrowth: number): bigint {
  const most = nanos * BigInt(maxGrowth)
  if (found === 0) return most
  const enough = (nanos * BigInt(2 * (wanted - found))) / BigInt(found)
  return enough > most ? most : latest(enough, firstWindowNanos)
}

function latest(a: bigint, b: bigint): bigint {
  return a > b ? a : b
}
