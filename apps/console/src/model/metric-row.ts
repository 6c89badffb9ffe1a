/** Columns that all metric tables share, named as in the Collector's ClickHouse exporter. */
interface MetricRow {
  readonly ResourceAttributes: Readonly<Record<string, string>>
  readonly ResourceSchemaUrl: string
  readonly ScopeName: string
  readonly ScopeVersion: string
  readonly ScopeAttributes: Readonly<Record<string, string>>
  readonly ScopeSchemaUrl: string
  readonly ServiceName: string
  readonly MetricName: string
  readonly MetricDescription: string
  readonly MetricUnit: string
  readonly Attributes: Readonly<Record<string, string>>
  /** Nanoseconds since the epoch as a decimal string. */
  readonly StartTimeUnix: string
  readonly TimeUnix: string
  readonly Flags: number
}

interface WithExemplars {
  readonly 'Exemplars.FilteredAttributes': readonly Readonly<Record<string, string>>[]
  readonly 'Exemplars.TimeUnix': readonly string[]
  readonly 'Exemplars.Value': readonly number[]
  readonly 'Exemplars.SpanId': readonly string[]
  readonly 'Exemplars.TraceId': readonly string[]
}

/** 64-bit counts are decimal strings. */
interface Distribution {
  readonly Count: string
  readonly Sum: number
}

/** One row of `otel_metrics_gauge`. */
export interface GaugeRow extends MetricRow, WithExemplars {
  readonly Value: number
}

/** One row of `otel_metrics_sum`. */
export interface SumRow extends MetricRow, WithExemplars {
  readonly Value: number
  /** 1 delta, 2 cumulative. */
  readonly AggregationTemporality: number
  readonly IsMonotonic: boolean
}

/** One row of `otel_metrics_histogram`. */
export interface HistogramRow extends MetricRow, WithExemplars, Distribution {
  readonly BucketCounts: readonly string[]
  readonly ExplicitBounds: readonly number[]
  readonly Min: number
  readonly Max: number
  readonly AggregationTemporality: number
}

/** One row of `otel_metrics_exponential_histogram`. */
export interface ExponentialHistogramRow extends MetricRow, WithExemplars, Distribution {
  readonly Scale: number
  readonly ZeroCount: string
  readonly PositiveOffset: number
  readonly PositiveBucketCounts: readonly string[]
  readonly NegativeOffset: number
  readonly NegativeBucketCounts: readonly string[]
  readonly Min: number
  readonly Max: number
  readonly AggregationTemporality: number
}

/** One row of `otel_metrics_summary`. */
export interface SummaryRow extends MetricRow, Distribution {
  readonly 'ValueAtQuantiles.Quantile': readonly number[]
  readonly 'ValueAtQuantiles.Value': readonly number[]
}

/** The kinds of metric rows, one table each. */
export interface MetricRows {
  readonly gauges: GaugeRow
  readonly sums: SumRow
  readonly histograms: HistogramRow
  readonly exponentialHistograms: ExponentialHistogramRow
  readonly summaries: SummaryRow
}

/** A metric row with its kind. */
export type KindedMetricRow = {
  readonly [Kind in keyof MetricRows]: { readonly kind: Kind; readonly row: MetricRows[Kind] }
}[keyof MetricRows]
