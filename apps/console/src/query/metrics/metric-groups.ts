import type { MetricValues } from '../../contract/metrics.ts'
import type { NumberStep, Quantile, SummaryStep } from '../../model/metric-reader.ts'
import { percentile } from './bucket-math.ts'
import { combineMeasured, type MeasuredStep } from './distributions.ts'

export interface Shape {
  readonly stepCount: number
  /** Of each step: how long the data points in it cover; shorter in a step that has not ended. */
  readonly seconds: readonly number[]
}

/** Mean of a gauge, sum of an up-down counter, or increase per second of a counter. */
export function toNumberValues(
  steps: readonly NumberStep[],
  combination: 'mean' | 'sum' | 'rate',
  { stepCount, seconds }: Shape,
): MetricValues {
  const sums = perStep(steps, stepCount, (ofStep) => ({
    value: total(ofStep, ({ value }) => value),
    change: total(ofStep, ({ change }) => change),
    series: total(ofStep, ({ seriesCount }) => seriesCount),
  }))
  if (combination === 'mean') return { values: sums.map((sum) => sum && sum.value / sum.series) }
  if (combination === 'rate')
    return {
      values: sums.map((sum, step) => sum && (sum.value + sum.change) / (seconds[step] ?? 1)),
      total: total(steps, ({ value, change }) => value + change),
    }
  // Delta sums report changes: their value is relative to the start of the range.
  let changed = 0
  return {
    values: sums.map((sum) => {
      if (sum === null) return null
      changed += sum.change
      return sum.value + changed
    }),
  }
}

export function toDistributionValues(
  steps: readonly MeasuredStep[],
  { stepCount, seconds }: Shape,
): MetricValues {
  const all = perStep(steps, stepCount, combineMeasured)
  const whole = combineMeasured(steps)
  const percentiles = (share: number) => all.map((step) => step && percentile(step.buckets, share))
  return {
    values: all.map((found, step) => found && found.count / (seconds[step] ?? 1)),
    means: all.map(meanOf),
    p50s: percentiles(0.5),
    p95s: percentiles(0.95),
    p99s: percentiles(0.99),
    total: whole.count,
    p50: percentile(whole.buckets, 0.5),
    p95: percentile(whole.buckets, 0.95),
    p99: percentile(whole.buckets, 0.99),
  }
}

export function toSummaryValues(
  steps: readonly SummaryStep[],
  { stepCount, seconds }: Shape,
): MetricValues {
  const sums = perStep(steps, stepCount, (ofStep) => ({
    count: total(ofStep, ({ count }) => count),
    sum: total(ofStep, ({ sum }) => sum),
    quantiles: ofStep[0]?.quantiles ?? [],
  }))
  const isSingle =
    new Set(steps.map(({ group }) => group)).size === 1 &&
    steps.every(({ seriesCount }) => seriesCount === 1)
  return {
    values: sums.map((sum, step) => sum && sum.count / (seconds[step] ?? 1)),
    means: sums.map(meanOf),
    ...(isSingle && { quantiles: toQuantiles(sums.map((sum) => sum?.quantiles ?? [])) }),
    total: total(steps, ({ count }) => count),
  }
}

function toQuantiles(steps: readonly (readonly Quantile[])[]) {
  const quantiles = new Set(steps.flat().map(({ quantile }) => quantile))
  return [...quantiles]
    .sort((left, right) => left - right)
    .map((quantile) => ({
      quantile,
      values: steps.map(
        (ofStep) => ofStep.find((known) => known.quantile === quantile)?.value ?? null,
      ),
    }))
}

function meanOf(
  step: { readonly count: number; readonly sum: number | null } | null,
): number | null {
  return step === null || step.sum === null || step.count === 0 ? null : step.sum / step.count
}

export function perStep<Step extends { readonly step: number }, Result>(
  steps: readonly Step[],
  stepCount: number,
  combine: (steps: readonly Step[]) => Result,
): (Result | null)[] {
  const byStep = Map.groupBy(steps, ({ step }) => step)
  return Array.from({ length: stepCount }, (_, step) => {
    const ofStep = byStep.get(step)
    return ofStep === undefined ? null : combine(ofStep)
  })
}

function total<Item>(items: readonly Item[], read: (item: Item) => number): number {
  return items.reduce((sum, item) => sum + read(item), 0)
}
