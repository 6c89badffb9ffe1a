import type { ExplicitBuckets } from '../../model/metric-reader.ts'
import { addSums, type BucketMath, type ValueBucket } from './bucket-math.ts'

/** Histograms with explicit bounds. Measurements above the last bound count as equal to it. */
export const explicitBuckets: BucketMath<ExplicitBuckets> = {
  layout: ({ bounds }) => bounds.join(),
  add: (histograms) => ({
    count: histograms.reduce((total, { count }) => total + count, 0),
    sum: addSums(histograms),
    bounds: histograms[0]?.bounds ?? [],
    counts: (histograms[0]?.counts ?? []).map((_, index) =>
      histograms.reduce((total, { counts }) => total + (counts[index] ?? 0), 0),
    ),
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
