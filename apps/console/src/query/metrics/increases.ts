import type { DistributionStep } from '../../model/metric-reader.ts'
import type { BucketMath } from './bucket-math.ts'

/** Histograms of the measurements of one series within a step. */
export interface DistributionIncrease<Buckets> {
  readonly group: string | null
  readonly step: number
  readonly histograms: readonly Buckets[]
}

/**
 * Converts the data points of histograms to the measurements between them. A cumulative series without
 * an earlier point counts from its start when that is within the range; otherwise its first point only
 * serves as the baseline.
 * @param steps sorted by series, start, count of resets and step
 */
export function increasesOf<Buckets>(
  steps: readonly DistributionStep<Buckets>[],
  fromNano: bigint,
  math: BucketMath<Buckets>,
): DistributionIncrease<Buckets>[] {
  const increases: DistributionIncrease<Buckets>[] = []
  let previous: DistributionStep<Buckets> | undefined
  for (const current of steps) {
    const { group, step, points } = current
    const earlier = isContinued(previous, current) ? previous : undefined
    previous = current
    if (step < 0) continue
    if (current.isDelta) {
      increases.push({ group, step, histograms: points })
      continue
    }
    const [later] = points
    if (later === undefined) continue
    if (earlier === undefined) {
      if (BigInt(current.startNano) >= fromNano)
        increases.push({ group, step, histograms: [later] })
      continue
    }
    const [before] = earlier.points
    const isReset =
      before === undefined || earlier.resets !== current.resets || math.isReset(later, before)
    increases.push({ group, step, histograms: [isReset ? later : math.subtract(later, before)] })
  }
  return increases
}

function isContinued<Buckets>(
  previous: DistributionStep<Buckets> | undefined,
  { series, startNano }: DistributionStep<Buckets>,
): boolean {
  return previous?.series === series && previous.startNano === startNano
}
