import type { LogLineRow, LogSearchReader } from '../../model/log-search-reader.ts'
import { createCursor } from '../cursor.ts'
import { type RequestedRange, timeRange } from '../time-range.ts'
import { type LogFilter, toMatcher, toSelection } from './log-filter.ts'

export interface LogSearch extends RequestedRange, LogFilter {
  readonly limit?: number
  readonly cursor?: string
}

export interface LogPage {
  readonly lines: readonly LogLineRow[]
  /** Set when older lines were not searched, even when fewer than `limit` are returned. */
  readonly nextCursor?: string
}

const defaultLimit = 100
const cursors = createCursor('logs')
const firstWindowNanos = 300_000_000_000n
const windowGrowth = 8n
const linesPerRead = 2_000
/** Lines read for one page at most: a pattern may match none of them. */
const maxScanned = 20_000

/** Search log lines, newest first. The time is looked through from its end in windows that grow. */
export async function searchLogs(
  reader: LogSearchReader,
  search: LogSearch,
  nowMillis = Date.now(),
): Promise<LogPage> {
  const { limit = defaultLimit } = search
  const range = timeRange(search, nowMillis)
  const matches = toMatcher(search)
  const selection = toSelection(search)
  const perRead = search.filter === undefined ? limit + 1 : linesPerRead
  const cursor = search.cursor === undefined ? undefined : cursors.read(search.cursor)
  let after = cursor && { timeUnixNano: cursor.nano, id: cursor.id }
  let toNano = after ? BigInt(after.timeUnixNano) + 1n : range.toNano
  const nowNano = BigInt(nowMillis) * 1_000_000n
  let windowNanos = firstWindowNanos
  let scanned = 0
  const lines: LogLineRow[] = []

  while (toNano > range.fromNano) {
    // The first window is open at its end: the clocks of senders may be ahead.
    const endNano = toNano > nowNano && range.fromNano < nowNano ? nowNano : toNano
    const isLastWindow = endNano - range.fromNano <= windowNanos
    const fromNano = isLastWindow ? range.fromNano : endNano - windowNanos
    const read = await reader.findLogLines({
      ...selection,
      range: { fromNano, toNano },
      ...(after && { after }),
      limit: perRead,
    })
    for (const line of read) {
      if ((lines.length === limit || scanned === maxScanned) && after)
        return { lines, nextCursor: cursors.write({ nano: after.timeUnixNano, id: after.id }) }
      scanned += 1
      after = { timeUnixNano: line.Timestamp, id: line.Id }
      if (matches(line)) lines.push(line)
    }
    if (read.length === perRead && after) toNano = BigInt(after.timeUnixNano) + 1n
    else {
      toNano = fromNano
      windowNanos *= windowGrowth
    }
  }
  return { lines }
}
