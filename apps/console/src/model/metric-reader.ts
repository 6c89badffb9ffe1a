import type { TimeRange } from './telemetry-reader.ts'

export type MetricKind = 'gauge' | 'sum' | 'histogram' | 'exponentialHistogram' | 'summary'
export type Temporality = 'delta' | 'cumulative' | 'unspecified'

/** A metric that a service sends. */
export interface MetricSummary {
  readonly service: string
  readonly name: string
  readonly kind: MetricKind
  readonly unit: string
  readonly description: string
  /** Whether a sum only increases. */
  readonly isMonotonic: boolean
  readonly temporality: Temporality
  readonly pointCount: number
  readonly seriesCount: number
  readonly lastUnixNano: string
}

/** The data points to read, one entry per series, start time and step. */
export interface PointSelection {
  readonly name: string
  /** Empty for all services. */
  readonly service: string
  /** Attribute to group by, of the data point or the resource; empty for one group. */
  readonly by: string
  readonly range: TimeRange
  readonly stepNano: bigint
}

interface StepOfSeries {
  /** Identifies the series. */
  readonly series: string
  /** Value of the attribute to group by; null for series without it. */
  readonly groupValue: string | null
  /** Relative to the start of the range; negative before it. */
  readonly step: number
  /** Nanoseconds: cumulative values count from here. */
  readonly startNano: string
}

export interface NumberStep extends StepOfSeries {
  readonly last: number
  readonly total: number
  readonly mean: number
}

/** Buckets of a histogram. `counts` has one more entry than `bounds`. */
export interface ExplicitBuckets {
  readonly count: number
  readonly sum: number
  readonly bounds: readonly number[]
  readonly counts: readonly number[]
}

export interface ExponentialBuckets {
  readonly count: number
  readonly sum: number
  readonly scale: number
  readonly zeroCount: number
  readonly positiveOffset: number
  readonly positiveCounts: readonly number[]
  readonly negativeOffset: number
  readonly negativeCounts: readonly number[]
}

/** Cumulative series have their last point of the step; delta series all of them. */
export interface DistributionStep<Buckets> extends StepOfSeries {
  readonly points: readonly Buckets[]
}

export interface MetricExemplar {
  readonly timeUnixNano: string
  readonly value: number
  readonly traceId: string
  readonly spanId: string
  readonly groupValue: string | null
}

/** Reads metrics. Results are bounded; more data points than that are a StoreError. */
export interface MetricReader {
  listMetrics(range: TimeRange, service: string, limit: number): Promise<MetricSummary[]>
  readNumbers(kind: 'gauge' | 'sum', selection: PointSelection): Promise<NumberStep[]>
  readHistograms(selection: PointSelection): Promise<DistributionStep<ExplicitBuckets>[]>
  readExponentialHistograms(
    selection: PointSelection,
  ): Promise<DistributionStep<ExponentialBuckets>[]>
  listExemplars(
    kind: Exclude<MetricKind, 'summary'>,
    selection: PointSelection,
    limit: number,
  ): Promise<MetricExemplar[]>
}
