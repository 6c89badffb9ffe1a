import type { TimeFilters } from '../contract/filters.ts'
import type { TimeRange } from '../model/telemetry-reader.ts'
import { parseDuration } from './duration.ts'
import { QueryError } from './query-error.ts'

const defaultMillis = 3_600_000
/** The last moment that a 64-bit number of nanoseconds can name, in the year 2262. */
const lastNano = 2n ** 63n - 1n

/** The requested range; everything stored when nothing is requested, with data from the future. */
export function timeRange({ since, start, end }: TimeFilters, nowMillis: number): TimeRange {
  const now = BigInt(nowMillis) * 1_000_000n
  // Everything newer: the clocks of senders may be ahead.
  const toNano = end === undefined ? lastNano : instant('end', end)
  const fromNano =
    start === undefined
      ? since === undefined
        ? 0n
        : now - parseDuration(since, 'since')
      : instant('start', start)
  const range = {
    fromNano: fromNano > 0n ? fromNano : 0n,
    toNano: toNano < lastNano ? toNano : lastNano,
  }
  if (range.fromNano >= range.toNano)
    throw new QueryError('CON_QUERY_INVALID', 'start must be earlier than end')
  return range
}

/**
 * The request with the default start of charts and comparisons: an hour before its end, or before now.
 * `timeRange` reports an invalid end.
 */
export function withDefaultStart<Requested extends TimeFilters>(
  requested: Requested,
  nowMillis: number,
): Requested {
  const { since, start, end } = requested
  if (since !== undefined || start !== undefined) return requested
  const endMillis = end === undefined ? nowMillis : Math.min(Date.parse(end), nowMillis)
  if (Number.isNaN(endMillis)) return requested
  return { ...requested, start: new Date(endMillis - defaultMillis).toISOString() }
}

/** Clocks of senders may be ahead. */
const maxAheadMillis = 60_000
/** A short chart would be empty for much of its width. */
const maxAheadShare = 0.02

/**
 * The requested range for a chart, which ends at most a minute from now unless an end is requested.
 * @param firstNano start of the data, if the chart begins there
 */
export function chartRange(
  requested: TimeFilters,
  nowMillis: number,
  firstNano?: bigint,
): TimeRange {
  const { fromNano: requestedNano, toNano } = timeRange(requested, nowMillis)
  const fromNano = firstNano ?? requestedNano
  const lengthMillis = nowMillis - Number(fromNano / 1_000_000n)
  const aheadMillis = Math.min(maxAheadMillis, Math.max(1_000, maxAheadShare * lengthMillis))
  const endNano = BigInt(Math.ceil(nowMillis + aheadMillis)) * 1_000_000n
  return requested.end !== undefined || endNano <= fromNano
    ? { fromNano, toNano }
    : { fromNano, toNano: endNano }
}

/** ISO 8601 to the nanosecond. */
function instant(name: string, text: string): bigint {
  const millis = Date.parse(text)
  if (Number.isNaN(millis))
    throw new QueryError(
      'CON_QUERY_INVALID',
      `${name} must be an ISO 8601 time such as 2026-11-22T17:00:00Z`,
    )
  const fraction = /\.(\d{1,9})/.exec(text)?.[1] ?? ''
  const belowSecond = BigInt(fraction.padEnd(9, '0'))
  return BigInt(Math.floor(millis / 1000)) * 1_000_000_000n + belowSecond
}
