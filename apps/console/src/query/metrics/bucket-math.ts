/** A range of values with the number of measurements in it; both bounds are equal for a single value. */
export interface ValueBucket {
  readonly lower: number
  readonly upper: number
  readonly count: number
}

/** Operations on the buckets of one kind of histogram. */
export interface BucketMath<Buckets> {
  /** Buckets with the same layout can be added. */
  layout(buckets: Buckets): string
  /** Of at least one histogram. */
  add(histograms: readonly Buckets[]): Buckets
  /** In ascending order; empty when the histogram has no buckets. */
  toValueBuckets(buckets: Buckets): readonly ValueBucket[]
}

/** Unknown when the sum of one of them is. */
export function addSums(histograms: readonly { readonly sum: number | null }[]): number | null {
  return histograms.reduce<number | null>(
    (total, { sum }) => (total === null || sum === null ? null : total + sum),
    0,
  )
}

/** One histogram of each layout. */
export function addByLayout<Buckets>(
  math: BucketMath<Buckets>,
  histograms: readonly Buckets[],
): Buckets[] {
  return Array.from(Map.groupBy(histograms, math.layout).values(), math.add)
}

/** The measurements of several histograms, which may have different layouts. */
export function combineBuckets<Buckets>(
  math: BucketMath<Buckets>,
  histograms: readonly Buckets[],
): readonly ValueBucket[] {
  return overlay(addByLayout(math, histograms).map(math.toValueBuckets))
}

/** Adds lists of buckets with different bounds: buckets are divided at the bounds of all lists. */
export function overlay(lists: readonly (readonly ValueBucket[])[]): readonly ValueBucket[] {
  const [first = [], ...others] = lists
  if (others.length === 0) return first
  const all = lists.flat().filter(({ count }) => count > 0)
  const bounds = sortedBounds(all)
  const counts = new Array<number>(bounds.length).fill(0)
  const singles = new Map<number, number>()
  for (const bucket of all)
    if (bucket.lower === bucket.upper)
      singles.set(bucket.lower, (singles.get(bucket.lower) ?? 0) + bucket.count)
    else addTo(counts, bounds, bucket)
  return bounds.flatMap((lower, index) => {
    const single = singles.get(lower)
    const range = { lower, upper: bounds[index + 1] ?? lower, count: counts[index] ?? 0 }
    return [
      ...(single === undefined ? [] : [{ lower, upper: lower, count: single }]),
      ...(range.count > 0 ? [range] : []),
    ]
  })
}

export function sortedBounds(buckets: readonly ValueBucket[]): number[] {
  const bounds = new Set(buckets.flatMap(({ lower, upper }) => [lower, upper]))
  return [...bounds].sort((left, right) => left - right)
}

/** Divides a bucket among the ranges that start at `bounds`; the last range has no upper bound. */
export function addTo(counts: number[], bounds: readonly number[], bucket: ValueBucket): void {
  const { lower, upper, count } = bucket
  let index = Math.max(0, rangeOf(bounds, lower))
  if (lower === upper) {
    counts[index] = (counts[index] ?? 0) + count
    return
  }
  let below = 0
  for (; ; index += 1) {
    const end = Math.min(upper, bounds[index + 1] ?? upper)
    const share = end >= upper ? 1 : shareBelow(bucket, end)
    counts[index] = (counts[index] ?? 0) + count * (share - below)
    below = share
    if (end >= upper) return
  }
}

/** The index of the last bound that is not above the value; -1 when all are. */
function rangeOf(bounds: readonly number[], value: number): number {
  let [from, to] = [0, bounds.length]
  while (from < to) {
    const middle = (from + to) >> 1
    if ((bounds[middle] ?? 0) <= value) from = middle + 1
    else to = middle
  }
  return from - 1
}

function shareBelow({ lower, upper }: ValueBucket, value: number): number {
  if (lower > 0) return Math.log(value / lower) / Math.log(upper / lower)
  if (upper < 0) return 1 - Math.log(value / upper) / Math.log(lower / upper)
  return (value - lower) / (upper - lower)
}

/**
 * Estimates a percentile by interpolation within its bucket: geometric between bounds of one sign,
 * else linear.
 * @param buckets in ascending order
 * @returns null without measurements
 */
export function percentile(buckets: readonly ValueBucket[], share: number): number | null {
  const total = buckets.reduce((sum, { count }) => sum + count, 0)
  if (!(total > 0)) return null
  const rank = share * total
  let seen = 0
  for (const bucket of buckets) {
    if (bucket.count <= 0) continue
    if (seen + bucket.count >= rank) return valueAt(bucket, Math.max(0, rank - seen) / bucket.count)
    seen += bucket.count
  }
  return buckets.findLast(({ count }) => count > 0)?.upper ?? null
}

function valueAt({ lower, upper }: ValueBucket, position: number): number {
  if (lower > 0) return lower * (upper / lower) ** position
  if (upper < 0) return upper * (lower / upper) ** (1 - position)
  return lower + (upper - lower) * position
}
