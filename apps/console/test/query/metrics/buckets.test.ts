import { describe, expect, test } from 'vitest'
import type { ExponentialBuckets } from '../../../src/model/metric-reader.ts'
import { combineBuckets, overlay, percentile } from '../../../src/query/metrics/bucket-math.ts'
import { explicitBuckets } from '../../../src/query/metrics/explicit-buckets.ts'
import { exponentialBuckets } from '../../../src/query/metrics/exponential-buckets.ts'

/** mulberry32 */
function generator(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** The histogram of positive values at a scale, by the definition in the specification. */
function bucketed(values: readonly number[], scale: number): ExponentialBuckets {
  const counts = new Map<number, number>()
  for (const value of values) {
    const index = Math.ceil(Math.log2(value) * 2 ** scale) - 1
    counts.set(index, (counts.get(index) ?? 0) + 1)
  }
  const indexes = [...counts.keys()].sort((one, other) => one - other)
  return {
    ...{ count: values.length, sum: values.reduce((total, value) => total + value, 0), scale },
    ...{ zeroCount: 0, negative: { indexes: [], counts: [] } },
    positive: { indexes, counts: indexes.map((index) => counts.get(index) ?? 0) },
  }
}

const lognormal = (random: () => number) => Math.exp(3 * (random() + random() + random() - 1.5))

describe('exponential buckets', () => {
  test('of different scales are added at the lower scale', () => {
    const random = generator(1)
    for (let round = 0; round < 20; round += 1) {
      const left = Array.from({ length: 200 }, () => lognormal(random))
      const right = Array.from({ length: 100 }, () => lognormal(random))
      const sum = exponentialBuckets.add([bucketed(left, 5), bucketed(right, 2)])
      const expected = bucketed([...left, ...right], 2)
      expect(sum).toEqual({ ...expected, sum: expect.closeTo(expected.sum ?? 0, 6) })
    }
  })

  test('give percentiles within the width of a bucket', () => {
    const random = generator(2)
    const values = Array.from({ length: 10_000 }, () => lognormal(random)).sort((a, b) => a - b)
    const buckets = exponentialBuckets.toValueBuckets(bucketed(values, 4))
    for (const share of [0.01, 0.5, 0.95, 0.99]) {
      const exact = values[Math.floor(share * values.length)] ?? 0
      const relative = (percentile(buckets, share) ?? 0) / exact
      expect(relative).toBeGreaterThan(2 ** -(2 ** -4))
      expect(relative).toBeLessThan(2 ** (2 ** -4))
    }
  })

  test('are ordered from negative values over zero to positive values', () => {
    const buckets = exponentialBuckets.toValueBuckets({
      ...{ count: 4, sum: 0, scale: 0, zeroCount: 1 },
      positive: { indexes: [0], counts: [1] },
      negative: { indexes: [0, 1], counts: [1, 1] },
    })
    expect(buckets).toEqual([
      { lower: -4, upper: -2, count: 1 },
      { lower: -2, upper: -1, count: 1 },
      { lower: 0, upper: 0, count: 1 },
      { lower: 1, upper: 2, count: 1 },
    ])
  })
})

describe('explicit buckets', () => {
  const some = { count: 6, sum: 9, bounds: [1, 2], counts: [1, 2, 3] }

  test('are added bucket by bucket', () => {
    expect(explicitBuckets.add([some, some])).toEqual({
      ...{ count: 12, sum: 18, bounds: [1, 2], counts: [2, 4, 6] },
    })
  })

  test('give percentiles by interpolation; the last bucket has no upper bound', () => {
    const buckets = explicitBuckets.toValueBuckets({
      ...{ count: 10, sum: 0, bounds: [10, 20], counts: [5, 5, 0] },
    })
    expect(percentile(buckets, 0.25)).toBeCloseTo(5)
    expect(percentile(buckets, 1)).toBeCloseTo(20)
    const beyond = explicitBuckets.toValueBuckets({ ...some, counts: [0, 0, 6] })
    expect(percentile(beyond, 0.5)).toBe(2)
  })
})

test('exponential buckets whose values are far apart stay sparse', () => {
  const one = (value: number) => bucketed([value], 20)
  const buckets = exponentialBuckets
    .toValueBuckets(exponentialBuckets.add([one(0.001), one(20)]))
    .filter(({ count }) => count > 0)
  expect(buckets.map(({ lower, count }) => [Number(lower.toPrecision(3)), count])).toEqual([
    [0.001, 1],
    [20, 1],
  ])
})

test.each([-2_147_483_648, -1_000, -20, 0, 20, 2_147_483_647])(
  'exponential buckets of scale %d have finite bounds',
  (scale) => {
    const [bucket] = exponentialBuckets
      .toValueBuckets({
        ...{ count: 1, sum: 0, scale, zeroCount: 0 },
        positive: { indexes: [0], counts: [1] },
        negative: { indexes: [], counts: [] },
      })
      .filter(({ count }) => count > 0)
    expect(Number.isFinite(percentile(bucket === undefined ? [] : [bucket], 0.5))).toBe(true)
  },
)

test('histograms with different bounds are combined', () => {
  const buckets = combineBuckets(explicitBuckets, [
    { count: 4, sum: 0, bounds: [10, 20], counts: [0, 4, 0] },
    { count: 4, sum: 0, bounds: [0, 15, 30], counts: [0, 0, 4, 0] },
  ])
  expect(buckets.reduce((sum, { count }) => sum + count, 0)).toBeCloseTo(8)
  expect(buckets.map(({ lower, upper }) => [lower, upper])).toEqual([
    [10, 15],
    [15, 20],
    [20, 30],
  ])
  expect(percentile(buckets, 1)).toBeCloseTo(30)
})

test('overlaid buckets keep single values and negative ranges', () => {
  expect(
    overlay([
      [
        { lower: -8, upper: -2, count: 2 },
        { lower: 0, upper: 0, count: 3 },
      ],
      [{ lower: -4, upper: 4, count: 8 }],
    ]).map(({ lower, upper, count }) => [lower, upper, Number(count.toFixed(6))]),
  ).toEqual([
    [-8, -4, 1],
    [-4, -2, 3],
    [-2, 0, 2],
    [0, 0, 3],
    [0, 4, 4],
  ])
})

test('a histogram without buckets has no percentiles', () => {
  const none = { count: 3, sum: 9, bounds: [], counts: [3] }
  expect(percentile(combineBuckets(explicitBuckets, [none]), 0.5)).toBeNull()
})

test('there is no percentile without measurements', () => {
  expect(percentile([], 0.5)).toBeNull()
  expect(percentile([{ lower: 0, upper: 1, count: 0 }], 0.5)).toBeNull()
})
