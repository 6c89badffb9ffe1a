import type { ExponentialBuckets, SparseBuckets } from '../../model/metric-reader.ts'
import { addSums, type BucketMath, type ValueBucket } from './bucket-math.ts'

/**
 * Exponential histograms. Histograms of different scales are combined at the lower one.
 * @see https://opentelemetry.io/docs/specs/otel/metrics/data-model/#exponentialhistogram
 */
export const exponentialBuckets: BucketMath<ExponentialBuckets> = {
  layout: () => '',
  add: (histograms) => {
    const scale = histograms.reduce((least, one) => Math.min(least, one.scale), Infinity)
    return {
      count: histograms.reduce((total, { count }) => total + count, 0),
      sum: addSums(histograms),
      scale,
      zeroCount: histograms.reduce((total, { zeroCount }) => total + zeroCount, 0),
      positive: addSides(histograms, 'positive', scale),
      negative: addSides(histograms, 'negative', scale),
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

/** Adds the buckets of one side after merging those of each histogram to a scale. */
function addSides(
  histograms: readonly ExponentialBuckets[],
  side: 'positive' | 'negative',
  scale: number,
): SparseBuckets {
  const sums = new Map<number, number>()
  for (const { [side]: buckets, scale: own } of histograms) {
    const width = 2 ** (own - scale)
    const { indexes, counts } = buckets
    for (let at = 0; at < indexes.length; at++) {
      const merged = Math.floor((indexes[at] ?? 0) / width)
      sums.set(merged, (sums.get(merged) ?? 0) + (counts[at] ?? 0))
    }
  }
  const indexes = [...sums.keys()].sort((one, other) => one - other)
  return { indexes, counts: indexes.map((index) => sums.get(index) ?? 0) }
}
