import type { ExponentialBuckets, SparseBuckets } from '../../model/metric-reader.ts'
import { addSums, type BucketMath, type ValueBucket } from './bucket-math.ts'

/**
 * Exponential histograms. Histograms of different scales are combined at the lower one.
 * @see https://opentelemetry.io/docs/specs/otel/metrics/data-model/#exponentialhistogram
 */
export const exponentialBuckets: BucketMath<ExponentialBuckets> = {
  layout: () => '',
  add: (left, right) => {
    const scale = Math.min(left.scale, right.scale)
    const add = (side: 'positive' | 'negative') =>
      addSides(left[side], left.scale - scale, right[side], right.scale - scale)
    return {
      count: left.count + right.count,
      sum: addSums(left.sum, right.sum),
      scale,
      zeroCount: left.zeroCount + right.zeroCount,
      positive: add('positive'),
      negative: add('negative'),
    }
  },
  toValueBuckets: ({ scale, zeroCount, positive, negative }): ValueBucket[] => {
    const bound = (index: number) =>
      Math.min(Number.MAX_VALUE, 2 ** (index * 2 ** Math.min(1023, -scale)))
    const below = negative.indexes.map((index, at) => ({
      lower: -bound(index + 1),
      upper: -bound(index),
      count: negative.counts[at] ?? 0,
    }))
    const above = positive.indexes.map((index, at) => ({
      lower: bound(index),
      upper: bound(index + 1),
      count: positive.counts[at] ?? 0,
    }))
    return [...below.reverse(), { lower: 0, upper: 0, count: zeroCount }, ...above]
  },
}

/** Adds buckets after merging each 2^steps of a side. */
function addSides(
  left: SparseBuckets,
  leftSteps: number,
  right: SparseBuckets,
  rightSteps: number,
): SparseBuckets {
  const counts = new Map<number, number>()
  const put = (side: SparseBuckets, steps: number) => {
    const width = 2 ** steps
    for (const [at, index] of side.indexes.entries()) {
      const merged = Math.floor(index / width)
      counts.set(merged, (counts.get(merged) ?? 0) + (side.counts[at] ?? 0))
    }
  }
  put(left, leftSteps)
  put(right, rightSteps)
  const indexes = [...counts.keys()].sort((one, other) => one - other)
  return { indexes, counts: indexes.map((index) => counts.get(index) ?? 0) }
}
