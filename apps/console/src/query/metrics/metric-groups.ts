import { type BucketMath, percentile } from './bucket-math.ts'
import type { CountedStep } from './increases.ts'

/** The values of one group over time; null in steps without data points. */
export interface MetricGroup {
  /** Value of the attribute; null without it. */
  readonly value: string | null
  readonly values: readonly (number | null)[]
  /** Of histograms. */
  readonly p50s?: readonly (number | null)[]
  readonly p95s?: readonly (number | null)[]
  readonly p99s?: readonly (number | null)[]
  /** Increase of a counter or number of measurements of a histogram in the range. */
  readonly total?: number
}

interface Shape {
  readonly stepCount: number
  readonly stepSeconds: number
}

/** Combines the series of each group: the mean, the sum, or the sum per second. */
export function toNumberGroups(
  steps: readonly CountedStep<number>[],
  combination: 'mean' | 'sum' | 'rate',
  { stepCount, stepSeconds }: Shape,
): MetricGroup[] {
  const groups = Array.from(groupSteps(steps), ([value, ofGroup]) => {
    const values = perStep(ofGroup, stepCount, (numbers) => {
      const sum = numbers.reduce((total, number) => total + number, 0)
      if (combination === 'mean') return sum / numbers.length
      return combination === 'rate' ? sum / stepSeconds : sum
    })
    const total = ofGroup.reduce((sum, step) => sum + step.value, 0)
    return { value, values, ...(combination === 'rate' && { total }) }
  })
  return largestFirst(groups)
}

export function toDistributionGroups<Buckets extends { readonly count: number }>(
  steps: readonly CountedStep<Buckets>[],
  math: BucketMath<Buckets>,
  { stepCount, stepSeconds }: Shape,
): MetricGroup[] {
  const groups = Array.from(groupSteps(steps), ([value, ofGroup]) => {
    const merged = perStep(ofGroup, stepCount, (buckets) => buckets.reduce(math.add, math.empty))
    const percentiles = (share: number) =>
      merged.map((buckets) => buckets && percentile(math.toValueBuckets(buckets), share))
    return {
      value,
      values: merged.map((buckets) => buckets && buckets.count / stepSeconds),
      p50s: percentiles(0.5),
      p95s: percentiles(0.95),
      p99s: percentiles(0.99),
      total: ofGroup.reduce((sum, step) => sum + step.value.count, 0),
    }
  })
  return largestFirst(groups)
}

function groupSteps<Value>(steps: readonly CountedStep<Value>[]) {
  return Map.groupBy(
    steps.filter(({ step }) => step >= 0),
    ({ groupValue }) => groupValue,
  )
}

function perStep<Value, Result>(
  steps: readonly CountedStep<Value>[],
  stepCount: number,
  combine: (values: readonly Value[]) => Result,
): (Result | null)[] {
  const byStep = Map.groupBy(steps, ({ step }) => step)
  return Array.from({ length: stepCount }, (_, step) => {
    const values = byStep.get(step)
    return values === undefined ? null : combine(values.map(({ value }) => value))
  })
}

function largestFirst(groups: readonly MetricGroup[]): MetricGroup[] {
  const size = ({ total, values }: MetricGroup) =>
    total ?? values.reduce<number>((sum, value) => sum + Math.abs(value ?? 0), 0)
  return groups.toSorted((left, right) => size(right) - size(left))
}
