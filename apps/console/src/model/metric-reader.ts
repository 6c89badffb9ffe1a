import type { MetricExemplar, MetricSummary } from '../contract/metrics.ts'
import type { Condition, Field } from './condition.ts'
import type { TimeRange } from './telemetry-reader.ts'

/** A metric that a service sends, before its type is derived. */
export type MetricRow = Omit<MetricSummary, 'type'>
export type MetricKind = MetricRow['kind']

/** The metrics to list. */
export interface MetricSelection {
  readonly range: TimeRange
  /** On the attributes, service and scope of a data point. */
  readonly condition: Condition
  /** Empty for all metrics. */
  readonly name: string
  readonly limit: number
}

/** The data points to read of one metric. */
export interface PointSelection {
  readonly name: string
  readonly unit: string
  readonly range: TimeRange
  readonly condition: Condition
  /** Field or attribute to group by, of the data point or the resource. */
  readonly by: Field | undefined
  readonly stepNano: bigint
  /** Time before the range in which the baseline of a cumulative series is looked up. */
  readonly lookbackNano: bigint
}

interface StepOfGroup {
  /** Value of the attribute to group by; null for series without it. */
  readonly group: string | null
  /** Relative to the start of the range. */
  readonly step: number
}

/** The series of a group in one step of time, combined. */
export interface NumberStep extends StepOfGroup {
  /** Sum over the series: of the mean of a gauge, the last value of a sum, the increase of a counter. */
  readonly value: number
  /** Of delta sums that are not monotonic: the change within the step. */
  readonly change: number
  readonly seriesCount: number
}

/** Buckets of a histogram. `counts` has one more entry than `bounds`. */
export interface ExplicitBuckets {
  readonly count: number
  /** Null when a client sends no sum. */
  readonly sum: number | null
  readonly bounds: readonly number[]
  readonly counts: readonly number[]
}

export interface ExponentialBuckets {
  readonly count: number
  readonly sum: number | null
  readonly scale: number
  readonly zeroCount: number
  readonly positive: SparseBuckets
  readonly negative: SparseBuckets
}

/** Indexes of buckets in ascending order, and the measurements in each. */
export interface SparseBuckets {
  readonly indexes: readonly number[]
  readonly counts: readonly number[]
}

/** Measurements of a group in one step, of series with one layout of buckets. */
export interface DistributionStep<Buckets> extends StepOfGroup {
  readonly histogram: Buckets
}

/** A quantile that a client computed; quantiles of several series cannot be combined. */
export interface Quantile {
  readonly quantile: number
  readonly value: number
}

export interface SummaryStep extends StepOfGroup {
  /** Increase of the count and of the sum of the measurements. */
  readonly count: number
  readonly sum: number
  readonly seriesCount: number
  /** Of the last data point. */
  readonly quantiles: readonly Quantile[]
}

/** Reads metrics. Results are bounded; more data points than that are a StoreError. */
export interface MetricReader {
  listMetrics(selection: MetricSelection): Promise<MetricRow[]>
  readGauges(selection: PointSelection): Promise<NumberStep[]>
  readSums(selection: PointSelection, isMonotonic: boolean): Promise<NumberStep[]>
  readHistograms(selection: PointSelection): Promise<DistributionStep<ExplicitBuckets>[]>
  readExponentialHistograms(
    selection: PointSelection,
  ): Promise<DistributionStep<ExponentialBuckets>[]>
  readSummaries(selection: PointSelection): Promise<SummaryStep[]>
  /** Attribute keys of the data points, sorted. */
  listPointAttributes(kind: MetricKind, selection: PointSelection, limit: number): Promise<string[]>
  listExemplars(
    kind: Exclude<MetricKind, 'summary'>,
    selection: PointSelection,
    limit: number,
  ): Promise<MetricExemplar[]>
}
