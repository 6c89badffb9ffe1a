import { expect, test } from 'vitest'
import type { TracePosition } from '../../src/model/telemetry-reader.ts'
import { newestFirst } from '../../src/query/newest-first.ts'

const minute = 60_000_000_000n
const endNano = 100_000n * minute

/** Lengths in minutes of the windows in which traces at these moments, minutes before the end, are looked for. */
async function windows(agesMinutes: readonly number[], isSelective: boolean, wanted = 21) {
  const lengths: number[] = []
  const matches: TracePosition[] = agesMinutes.map((age) => ({
    traceId: String(age),
    lastMatchNano: String(endNano - BigInt(age * 60) * (minute / 60n)),
  }))
  const traces = newestFirst(
    async ({ range, limit }) => {
      lengths.push(Number((range.toNano - range.fromNano) / minute))
      const isWithin = ({ lastMatchNano }: TracePosition) =>
        BigInt(lastMatchNano) >= range.fromNano && BigInt(lastMatchNano) < range.toNano
      return matches.filter(isWithin).slice(0, limit)
    },
    { fromNano: 0n, toNano: endNano },
    { nowMillis: Number(endNano / 1_000_000n), isSelective },
  )
  return { found: (await traces.next(wanted)).length, lengths }
}

const every = (minutes: number, count: number) =>
  Array.from({ length: count }, (_, index) => (index + 1) * minutes)

test('without a condition an empty window is followed by one eight times as long', async () => {
  const { found, lengths } = await windows(every(10, 60), false)
  expect(found).toBe(21)
  expect(lengths.slice(0, 2)).toEqual([5, 40])
})

test('finds rare traces in two windows', async () => {
  const { found, lengths } = await windows(every(10, 60), true)
  expect(found).toBe(21)
  expect(lengths).toEqual([5, 320])
})

test('the next window is twice as long as the missing traces need', async () => {
  const { found, lengths } = await windows(every(20, 60), true)
  expect(found).toBe(21)
  // 16 in 320 minutes: the other five in the next 200.
  expect(lengths).toEqual([5, 320, 200])
})

test('traces that are close together are looked for no closer than in the first window', async () => {
  const { found, lengths } = await windows(every(0.25, 200), true)
  expect(found).toBe(21)
  expect(lengths).toEqual([5, 5])
})
