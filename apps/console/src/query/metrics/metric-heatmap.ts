import type { MetricHeatmap } from '../../contract/metrics.ts'
import { addTo, sortedBounds, type ValueBucket } from './bucket-math.ts'
import { combineMeasured, type MeasuredStep } from './distributions.ts'
import { perStep } from './metric-groups.ts'

/**
 * The measurements of a histogram over time, by value.
 * @param maxRows the bounds of the buckets are thinned to this number
 */
export function toHeatmap(
  measured: readonly MeasuredStep[],
  stepCount: number,
  maxRows: number,
): MetricHeatmap {
  const all = perStep(measured, stepCount, combineMeasured)
  const found = all.flatMap((step) => step?.buckets ?? []).filter(({ count }) => count > 0)
  const boundaries = toBoundaries(found, maxRows)
  return {
    boundaries,
    cells: all.flatMap((distribution, step) =>
      rowCounts(distribution?.buckets ?? [], boundaries).flatMap((count, row) =>
        count > 0 ? [{ step, row, count }] : [],
      ),
    ),
    count: all.reduce((sum, step) => sum + (step?.count ?? 0), 0),
  }
}

/** The bounds of all buckets, thinned to the number of rows; a single value gets a row above it. */
function toBoundaries(buckets: readonly ValueBucket[], rows: number): number[] {
  const bounds = sortedBounds(buckets)
  const last = bounds.at(-1)
  if (last === undefined) return []
  if (buckets.some(({ lower, upper }) => lower === upper && upper === last))
    bounds.push(last > 0 ? last * 2 : last + 1)
  const every = Math.ceil((bounds.length - 1) / rows)
  const thinned = bounds.filter((_bound, index) => index % every === 0)
  const end = bounds.at(-1)
  if (end !== undefined && thinned.at(-1) !== end) thinned.push(end)
  return thinned
}

function rowCounts(buckets: readonly ValueBucket[], boundaries: readonly number[]): number[] {
  const counts = new Array<number>(Math.max(0, boundaries.length - 1)).fill(0)
  for (const bucket of buckets) if (bucket.count > 0) addTo(counts, boundaries, bucket)
  return counts
}
