import type { ExplicitBuckets } from '../../model/metric-reader.ts'
import type { BucketMath, ValueBucket } from './bucket-math.ts'

const empty: ExplicitBuckets = { count: 0, sum: 0, bounds: [], counts: [] }

/** Histograms with explicit bounds. Histograms with other bounds cannot be combined: the later wins. */
export const explicitBuckets: BucketMath<ExplicitBuckets> = {
  empty,
  add: (left, right) => combine(left, right, 1),
  subtract: (later, earlier) => combine(later, earlier, -1),
  isReset: (later, earlier) => later.count < earlier.count || !hasSameBounds(later, earlier),
  toValueBuckets: ({ bounds, counts }): ValueBucket[] =>
    counts.map((count, index) => ({
      lower: bounds[index - 1] ?? Math.min(0, bounds[0] ?? 0),
      upper: bounds[index] ?? bounds.at(-1) ?? 0,
      count,
    })),
}

function combine(left: ExplicitBuckets, right: ExplicitBuckets, sign: 1 | -1): ExplicitBuckets {
  if (left.counts.length === 0) return sign === 1 ? right : left
  if (right.counts.length === 0 || !hasSameBounds(left, right)) return left
  return {
    count: left.count + sign * right.count,
    sum: left.sum + sign * right.sum,
    bounds: left.bounds,
    counts: left.counts.map((count, index) => count + sign * (right.counts[index] ?? 0)),
  }
}

function hasSameBounds(left: ExplicitBuckets, right: ExplicitBuckets): boolean {
  return (
    left.bounds.length === right.bounds.length &&
    left.bounds.every((bound, index) => bound === right.bounds[index])
  )
}
