import type { ExponentialBuckets } from '../../model/metric-reader.ts'
import type { BucketMath, ValueBucket } from './bucket-math.ts'

interface Side {
  readonly offset: number
  readonly counts: readonly number[]
}

/**
 * Exponential histograms. Histograms of different scales are combined at the lower one.
 * @see https://opentelemetry.io/docs/specs/otel/metrics/data-model/#exponentialhistogram
 */
export const exponentialBuckets: BucketMath<ExponentialBuckets> = {
  empty: {
    ...{ count: 0, sum: 0, scale: 20, zeroCount: 0 },
    ...{ positiveOffset: 0, positiveCounts: [], negativeOffset: 0, negativeCounts: [] },
  },
  add: (left, right) => combine(left, right, 1),
  subtract: (later, earlier) => combine(later, earlier, -1),
  isReset: (later, earlier) => later.count < earlier.count,
  toValueBuckets: (buckets): ValueBucket[] => {
    const base = 2 ** (2 ** -buckets.scale)
    const bound = (index: number) => base ** index
    const { positiveOffset, negativeOffset } = buckets
    const negative = buckets.negativeCounts.map((count, index) => ({
      lower: -bound(negativeOffset + index + 1),
      upper: -bound(negativeOffset + index),
      count,
    }))
    const positive = buckets.positiveCounts.map((count, index) => ({
      lower: bound(positiveOffset + index),
      upper: bound(positiveOffset + index + 1),
      count,
    }))
    return [...negative.reverse(), { lower: 0, upper: 0, count: buckets.zeroCount }, ...positive]
  },
}

function combine(
  left: ExponentialBuckets,
  right: ExponentialBuckets,
  sign: 1 | -1,
): ExponentialBuckets {
  if (right.count === 0) return left
  const isEmpty = left.count === 0
  const scale = isEmpty ? right.scale : Math.min(left.scale, right.scale)
  const positive = combineSides(
    downscale(left.positiveOffset, left.positiveCounts, left.scale - scale),
    downscale(right.positiveOffset, right.positiveCounts, right.scale - scale),
    sign,
  )
  const negative = combineSides(
    downscale(left.negativeOffset, left.negativeCounts, left.scale - scale),
    downscale(right.negativeOffset, right.negativeCounts, right.scale - scale),
    sign,
  )
  return {
    count: left.count + sign * right.count,
    sum: left.sum + sign * right.sum,
    scale,
    zeroCount: left.zeroCount + sign * right.zeroCount,
    positiveOffset: positive.offset,
    positiveCounts: positive.counts,
    negativeOffset: negative.offset,
    negativeCounts: negative.counts,
  }
}

/** Merges each 2^steps buckets. */
function downscale(offset: number, counts: readonly number[], steps: number): Side {
  if (steps <= 0 || counts.length === 0) return { offset, counts }
  const width = 2 ** steps
  const first = Math.floor(offset / width)
  const merged: number[] = []
  for (const [index, count] of counts.entries()) {
    const at = Math.floor((offset + index) / width) - first
    merged[at] = (merged[at] ?? 0) + count
  }
  return { offset: first, counts: merged }
}

function combineSides(left: Side, right: Side, sign: 1 | -1): Side {
  if (right.counts.length === 0) return left
  if (left.counts.length === 0)
    return { offset: right.offset, counts: right.counts.map((count) => sign * count) }
  const offset = Math.min(left.offset, right.offset)
  const end = Math.max(left.offset + left.counts.length, right.offset + right.counts.length)
  return {
    offset,
    counts: Array.from(
      { length: end - offset },
      (_, index) =>
        (left.counts[offset + index - left.offset] ?? 0) +
        sign * (right.counts[offset + index - right.offset] ?? 0),
    ),
  }
}
