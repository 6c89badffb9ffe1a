import { describe, expect, test } from 'vitest'
import { noFigures } from '../../src/model/span-analysis-reader.ts'
import {
  quantileInterval,
  shareDifference,
  shareInterval,
} from '../../src/query/compare/intervals.ts'
import { judge, type Sample } from '../../src/query/compare/verdict.ts'

const levelsOf = (counts: Readonly<Record<number, number>>) =>
  Object.entries(counts).map(([from, count]) => ({
    ...{ count, from: Number(from), to: Number(from) + 1 },
  }))
const sample = (counts: Readonly<Record<number, number>>, errorCount = 0): Sample => ({
  figures: {
    ...noFigures,
    ...{ errorCount, count: Object.values(counts).reduce((sum, count) => sum + count, 0) },
  },
  levels: levelsOf(counts),
})

describe('intervals', () => {
  test('of a share and of a difference of shares have the published values', () => {
    expect(shareInterval(5, 10).low).toBeCloseTo(0.2366, 3)
    expect(shareInterval(5, 10).high).toBeCloseTo(0.7634, 3)
    expect(shareInterval(0, 10)).toMatchObject({ low: 0, high: expect.closeTo(0.2775, 3) })
    expect(shareInterval(0, 0)).toEqual({ low: 0, high: 1 })
    // Newcombe 1998, table II, example (a).
    const { low, high } = shareDifference({ hits: 56, count: 70 }, { hits: 48, count: 80 })
    expect([low, high]).toEqual([expect.closeTo(0.0524, 3), expect.closeTo(0.3339, 3)])
  })

  test('of P95 have no upper end with few values', () => {
    expect(quantileInterval(levelsOf({ 10: 30 }), 0.95).high).toBe(Number.POSITIVE_INFINITY)
    expect(quantileInterval(levelsOf({ 10: 200 }), 0.95)).toEqual({ low: 10, high: 11 })
    expect(quantileInterval([], 0.5)).toEqual({ low: 0, high: Number.POSITIVE_INFINITY })
  })

  test('of P95 contain the true quantile in about 95% of samples', () => {
    let state = 42
    const random = () => {
      state = (state * 48_271) % 2_147_483_647
      return state / 2_147_483_647
    }
    const runs = 400
    const hits = Array.from({ length: runs }, () => {
      const counts: Record<number, number> = {}
      for (let value = 0; value < 300; value += 1) {
        const level = Math.floor(random() * 10_000)
        counts[level] = (counts[level] ?? 0) + 1
      }
      const { low, high } = quantileInterval(levelsOf(counts), 0.95)
      return low <= 9_500 && 9_500 <= high
    }).filter(Boolean).length
    expect(hits / runs).toBeGreaterThan(0.92)
  })
})

test.each([
  ['slower', sample({ 90: 200 }), sample({ 10: 200 }), 'worse'],
  ['faster', sample({ 10: 200 }), sample({ 90: 200 }), 'better'],
  ['slower in a few', sample({ 10: 180, 90: 20 }), sample({ 10: 200 }), 'worse'],
  ['more errors', sample({ 10: 200 }, 50), sample({ 10: 200 }), 'worse'],
  ['faster with more errors', sample({ 10: 200 }, 50), sample({ 90: 200 }), 'worse'],
  ['the same', sample({ 10: 200 }), sample({ 10: 200 }), 'no change'],
  ['in the next level', sample({ 11: 200 }), sample({ 10: 200 }), 'no change'],
  ['rare', sample({ 90: 2 }), sample({ 10: 2 }), 'not enough data'],
  ['gone', sample({}), sample({ 10: 200 }), 'not enough data'],
])('an operation that is %s', (_name, now, before, verdict) => {
  expect(judge(now, before).verdict).toBe(verdict)
})
