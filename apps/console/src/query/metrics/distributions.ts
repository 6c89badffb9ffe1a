import type {
  ExplicitBuckets,
  ExponentialBuckets,
  MetricKind,
  MetricReader,
  PointSelection,
} from '../../model/metric-reader.ts'
import { addByLayout, addSums, combineBuckets, overlay, type ValueBucket } from './bucket-math.ts'
import { explicitBuckets } from './explicit-buckets.ts'
import { exponentialBuckets } from './exponential-buckets.ts'

/** Measurements of a histogram: their number, sum and buckets. */
export interface Distribution {
  readonly count: number
  readonly sum: number | null
  readonly buckets: readonly ValueBucket[]
}

/** Measurements in one step, of either kind of histogram. */
export interface MeasuredStep {
  readonly group: string | null
  readonly step: number
  readonly count: number
  readonly explicit?: ExplicitBuckets
  readonly exponential?: ExponentialBuckets
}

/** Reads histograms of both kinds. */
export async function readDistributions(
  reader: MetricReader,
  kinds: readonly MetricKind[],
  selection: PointSelection,
): Promise<MeasuredStep[]> {
  const has = (kind: MetricKind) => kinds.includes(kind)
  const [explicit, exponential] = await Promise.all([
    has('histogram') ? reader.readHistograms(selection) : [],
    has('exponentialHistogram') ? reader.readExponentialHistograms(selection) : [],
  ])
  return [
    ...explicit.map(({ histogram, ...step }) => ({
      ...{ ...step, count: histogram.count, explicit: histogram },
    })),
    ...exponential.map(({ histogram, ...step }) => ({
      ...{ ...step, count: histogram.count, exponential: histogram },
    })),
  ]
}

/** Adds the histograms of each step, so that they are added once for several results. */
export function addBySteps(steps: readonly MeasuredStep[]): MeasuredStep[] {
  return Array.from(Map.groupBy(steps, ({ step }) => step)).flatMap(([step, ofStep]) => {
    const time = { group: null, step }
    const explicit = addByLayout(
      explicitBuckets,
      ofStep.flatMap((one) => one.explicit ?? []),
    )
    const exponential = addByLayout(
      exponentialBuckets,
      ofStep.flatMap((one) => one.exponential ?? []),
    )
    return [
      ...explicit.map((histogram) => ({ ...time, count: histogram.count, explicit: histogram })),
      ...exponential.map((histogram) => ({
        ...{ ...time, count: histogram.count, exponential: histogram },
      })),
    ]
  })
}

export function combineMeasured(steps: readonly MeasuredStep[]): Distribution {
  const explicit = steps.flatMap((step) => step.explicit ?? [])
  const exponential = steps.flatMap((step) => step.exponential ?? [])
  const lists = [
    combineBuckets(explicitBuckets, explicit),
    combineBuckets(exponentialBuckets, exponential),
  ]
  return {
    count: countOf(steps),
    sum: addSums([...explicit, ...exponential]),
    buckets: overlay(lists.filter((buckets) => buckets.length > 0)),
  }
}

function countOf(counted: readonly { readonly count: number }[]): number {
  return counted.reduce((total, { count }) => total + count, 0)
}
