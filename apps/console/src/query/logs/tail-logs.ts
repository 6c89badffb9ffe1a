import { setTimeout as wait } from 'node:timers/promises'
import type { LogBatch, LogTail } from '../../contract/logs.ts'
import type { LogLineRow, LogSearchReader } from '../../model/log-search-reader.ts'
import { timeRange } from '../time-range.ts'
import { toContractLine } from '../to-contract.ts'
import { toMatcher, toSelection } from './log-filter.ts'

const pollMillis = 1_000
/** Services send their lines late; one that is later than this is found by a search only. */
const latestNanos = 60_000_000_000n
const linesPerPoll = 1_000
const idlePolls = 10
/** The last time that the store can represent. */
const endOfTime = '2262-01-01T00:00:00Z'

/**
 * Log lines as they arrive, until the signal aborts. Nothing is read while the last batch waits to
 * be consumed, so a slow reader costs no memory. Empty batches are sent as keep-alive.
 */
export async function* tailLogs(
  reader: LogSearchReader,
  tail: LogTail,
  signal: AbortSignal,
): AsyncGenerator<LogBatch, void, undefined> {
  const matches = toMatcher(tail)
  const selection = toSelection(tail)
  const { start = new Date().toISOString() } = tail
  const { fromNano: startNano } = timeRange({ start, end: endOfTime }, Date.now())
  const seen = new Map<string, bigint>()
  let lastNano = startNano
  let idle = idlePolls

  while (!signal.aborted) {
    const lookBack = lastNano - latestNanos
    const fromNano = lookBack > startNano ? lookBack : startNano
    const nowNano = BigInt(Date.now()) * 1_000_000n
    const range = { fromNano, toNano: nowNano + latestNanos }
    const read = await reader.findLogLines({ ...selection, range, limit: linesPerPoll })
    const fresh = read.filter((line) => !seen.has(keyOf(line)))
    for (const line of fresh) seen.set(keyOf(line), BigInt(line.Timestamp))
    for (const [key, nano] of seen) if (nano < fromNano) seen.delete(key)
    lastNano = nowNano
    const lines = fresh.filter(matches).reverse().map(toContractLine)
    idle += 1
    if (lines.length > 0 || idle >= idlePolls) {
      idle = 0
      yield { lines, ...(fresh.length === linesPerPoll && { truncated: true }) }
    }
    await wait(pollMillis, undefined, { signal }).catch(() => undefined)
  }
}

function keyOf({ Timestamp, Id }: LogLineRow): string {
  return `${Timestamp}.${Id}`
}
