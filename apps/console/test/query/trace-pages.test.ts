import { expect, test } from 'vitest'
import type { TracePosition, TraceSummaryRow } from '../../src/model/telemetry-reader.ts'
import { readTracePage } from '../../src/query/trace-pages.ts'

const second = 1_000_000_000n
const count = 20_000

/** One trace per second; only every ten-thousandth has a summary. */
function sparseSource() {
  let queries = 0
  const positions: TracePosition[] = Array.from({ length: count }, (_, index) => ({
    traceId: String(index),
    lastMatchNano: String(BigInt(count - index) * second),
  }))
  const isKnown = (traceId: string) => Number(traceId) % 10_000 === 9_999
  return {
    queryCount: () => queries,
    source: {
      find: async ({ range, after, limit }: Parameters<Source['find']>[0]) => {
        queries += 1
        const before = after ? BigInt(after.lastMatchNano) : range.toNano
        return positions
          .filter(({ lastMatchNano }) => {
            const nano = BigInt(lastMatchNano)
            return nano >= range.fromNano && nano < before
          })
          .slice(0, limit)
      },
      summarize: async (found: readonly TracePosition[]) =>
        found
          .filter(({ traceId }) => isKnown(traceId))
          .map((position) => ({ ...position, errorCount: 0 }) as TraceSummaryRow),
    },
  }
}
/** The end of the range. */
const nowMillis = (count + 1) * 1_000
type Source = Parameters<typeof readTracePage>[0]

test('finds few matches among many traces in few queries, each once', async () => {
  const { source, queryCount } = sparseSource()
  const range = { fromNano: 0n, toNano: BigInt(count + 1) * second }
  const first = await readTracePage(source, { range, limit: 1, nowMillis })
  expect(first.traces.map(({ traceId }) => traceId)).toEqual(['9999'])
  const { nextCursor = '' } = first
  const next = await readTracePage(source, { range, limit: 1, nowMillis, cursor: nextCursor })
  expect(next.traces.map(({ traceId }) => traceId)).toEqual(['19999'])
  expect(queryCount()).toBeLessThan(120)
})

test('summarizes a page in one query, and lists a trace that matches in two windows once', async () => {
  const hour = 3_600n * second
  const matches = [9n, 8n, 7n, 1n].map((hours, index) => ({
    traceId: index === 3 ? 'trace-0' : `trace-${index}`,
    lastMatchNano: String(hours * hour),
  }))
  const received: string[][] = []
  const source: Source = {
    find: async ({ range }) =>
      matches.filter(({ lastMatchNano }) => {
        const nano = BigInt(lastMatchNano)
        return nano >= range.fromNano && nano < range.toNano
      }),
    summarize: async (positions) => {
      received.push(positions.map(({ traceId }) => traceId))
      return positions.map((position) => ({ ...position, errorCount: 0 }) as TraceSummaryRow)
    },
  }
  const { traces } = await readTracePage(source, {
    range: { fromNano: 0n, toNano: 10n * hour },
    nowMillis: 36_000_000,
  })
  expect(traces.map(({ traceId }) => traceId)).toEqual(['trace-0', 'trace-1', 'trace-2'])
  expect(received).toEqual([['trace-0', 'trace-1', 'trace-2']])
})
