import type { Attributes } from '@opentelemetry/api'

/** One data point of the last collection. */
export interface RecordedMetric {
  /** The metric name. */
  readonly name: string
  /** In UCUM, `''` without one. */
  readonly unit: string
  /** Of the data point. */
  readonly attributes: Attributes
  /** The value of a counter or gauge; the sum of a histogram. */
  readonly value: number
  /** The number of measurements of a histogram. */
  readonly count?: number
}
