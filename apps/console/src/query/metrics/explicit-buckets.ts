import type { ExplicitBuckets } from '../../model/metric-reader.ts'
import type { BucketMath, ValueBucket } from './bucket-math.ts'

/** Histograms with explicit bounds. Measurements above the last bound count as equal to it. */
export const explicitBuckets: BucketMath<ExplicitBuckets> = {
  layout: ({ bounds }) => bounds.join(),
  add: (left, right) => combine(left, right, 1),
  subtract: (later, earlier) => combine(later, earlier, -1),
  isReset: (later, earlier) => later.count < earlier.count || !hasSameBounds(later, earlier),
  toValueBuckets: ({ bounds, counts }): readonly ValueBucket[] => {
    const [lowest] = bounds
    const highest = bounds.at(-1)
    if (lowest === undefined || highest === undefined) return []
    return counts.map((count, index) => ({
      lower: bounds[index - 1] ?? Math.min(0, lowest),
      upper: bounds[index] ?? highest,
      count,
    }))
  },
}

function combine(left: ExplicitBuckets, right: ExplicitBuckets, sign: 1 | -1): ExplicitBuckets {
  return {
    count: left.count + sign * right.count,
    sum: left.sum + sign * right.sum,
    bounds: left.bounds,
    counts: left.counts.map((count, index) =>
      Math.max(0, count + sign * (right.counts[index] ?? 0)),
    ),
  }
}

function hasSameBounds(left: ExplicitBuckets, right: ExplicitBuckets): boolean {
  return (
    left.bounds.length === right.bounds.length &&
    left.bounds.every((bound, index) => bound === right.bounds[index])
  )
}
