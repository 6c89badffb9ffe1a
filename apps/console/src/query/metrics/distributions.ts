import type {
  DistributionStep,
  ExplicitBuckets,
  ExponentialBuckets,
  MetricKind,
  MetricReader,
  PointSelection,
} from '../../model/metric-reader.ts'
import { combineBuckets, overlay, type ValueBucket } from './bucket-math.ts'
import { explicitBuckets } from './explicit-buckets.ts'
import { exponentialBuckets } from './exponential-buckets.ts'
import { increasesOf } from './increases.ts'

/** Measurements of a histogram: their number, sum and buckets. */
export interface Distribution {
  readonly count: number
  readonly sum: number
  readonly buckets: readonly ValueBucket[]
}

/** Measurements of one series in one step. */
export interface MeasuredStep {
  readonly group: string | null
  readonly step: number
  readonly count: number
  readonly explicit: readonly ExplicitBuckets[]
  readonly exponential: readonly ExponentialBuckets[]
}

/** Reads histograms of both kinds. */
export async function readDistributions(
  reader: MetricReader,
  kinds: readonly MetricKind[],
  selection: PointSelection,
): Promise<MeasuredStep[]> {
  const has = (kind: MetricKind) => kinds.includes(kind)
  const [explicit, exponential] = await Promise.all([
    has('histogram') ? reader.readHistograms(selection) : noSteps<ExplicitBuckets>(),
    has('exponentialHistogram')
      ? reader.readExponentialHistograms(selection)
      : noSteps<ExponentialBuckets>(),
  ])
  const { fromNano } = selection.range
  return [
    ...increasesOf(explicit, fromNano, explicitBuckets).map(({ histograms, ...step }) => ({
      ...{ ...step, count: countOf(histograms), explicit: histograms, exponential: [] },
    })),
    ...increasesOf(exponential, fromNano, exponentialBuckets).map(({ histograms, ...step }) => ({
      ...{ ...step, count: countOf(histograms), explicit: [], exponential: histograms },
    })),
  ]
}

export function combineMeasured(steps: readonly MeasuredStep[]): Distribution {
  const explicit = steps.flatMap((step) => step.explicit)
  const exponential = steps.flatMap((step) => step.exponential)
  const lists = [
    combineBuckets(explicitBuckets, explicit),
    combineBuckets(exponentialBuckets, exponential),
  ]
  return {
    count: countOf(steps),
    sum: [...explicit, ...exponential].reduce((total, { sum }) => total + sum, 0),
    buckets: overlay(lists.filter((buckets) => buckets.length > 0)),
  }
}

function countOf(counted: readonly { readonly count: number }[]): number {
  return counted.reduce((total, { count }) => total + count, 0)
}

function noSteps<Buckets>(): DistributionStep<Buckets>[] {
  return []
}
