import type { ExplicitBuckets } from '../../model/metric-reader.ts'
import { addSums, type BucketMath, type ValueBucket } from './bucket-math.ts'

/** Histograms with explicit bounds. Measurements above the last bound count as equal to it. */
export const explicitBuckets: BucketMath<ExplicitBuckets> = {
  layout: ({ bounds }) => bounds.join(),
  add: (left, right) => ({
    count: left.count + right.count,
    sum: addSums(left.sum, right.sum),
    bounds: left.bounds,
    counts: left.counts.map((count, index) => count + (right.counts[index] ?? 0)),
  }),
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
