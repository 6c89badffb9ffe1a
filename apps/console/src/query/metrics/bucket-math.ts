/** A range of values with the number of measurements in it. */
export interface ValueBucket {
  readonly lower: number
  readonly upper: number
  readonly count: number
}

/** Operations on the buckets of one kind of histogram. */
export interface BucketMath<Buckets> {
  readonly empty: Buckets
  add(left: Buckets, right: Buckets): Buckets
  /** The measurements after `earlier`. */
  subtract(later: Buckets, earlier: Buckets): Buckets
  /** Whether a cumulative series started again between two points. */
  isReset(later: Buckets, earlier: Buckets): boolean
  /** In ascending order. */
  toValueBuckets(buckets: Buckets): readonly ValueBucket[]
}

/**
 * Estimates a percentile by interpolation within its bucket: geometric between positive bounds, else
 * linear.
 * @returns null without measurements
 */
export function percentile(buckets: readonly ValueBucket[], share: number): number | null {
  const total = buckets.reduce((sum, { count }) => sum + count, 0)
  if (total <= 0) return null
  const rank = share * total
  let seen = 0
  for (const { lower, upper, count } of buckets) {
    if (count <= 0) continue
    if (seen + count >= rank) {
      const position = Math.max(0, rank - seen) / count
      return lower > 0 ? lower * (upper / lower) ** position : lower + (upper - lower) * position
    }
    seen += count
  }
  return buckets.findLast(({ count }) => count > 0)?.upper ?? null
}
