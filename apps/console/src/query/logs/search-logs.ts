import type { LogLine, LogList, LogSearch } from '../../contract/logs.ts'
import type { LogSearchReader } from '../../model/log-search-reader.ts'
import { createCursor } from '../cursor.ts'
import { timeRange } from '../time-range.ts'
import { toContractLine } from '../to-contract.ts'
import { toMatcher, toSelection } from './log-filter.ts'

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
): Promise<LogList> {
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
  const lines: LogLine[] = []

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
      if (matches(line)) lines.push(toContractLine(line))
    }
    if (read.length === perRead && after) toNano = BigInt(after.timeUnixNano) + 1n
    else {
      toNano = fromNano
      windowNanos *= windowGrowth
    }
  }
  return { lines }
}
