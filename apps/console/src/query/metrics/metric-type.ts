import type { MetricKind } from '../../model/metric-reader.ts'

/** The kind of instrument, which decides how a metric is read. Both kinds of histogram are one type. */
export type MetricType = 'counter' | 'upDownCounter' | 'gauge' | 'histogram' | 'summary'

export function typeOf({
  kind,
  isMonotonic,
}: {
  readonly kind: MetricKind
  readonly isMonotonic: boolean
}): MetricType {
  switch (kind) {
    case 'sum':
      return isMonotonic ? 'counter' : 'upDownCounter'
    case 'exponentialHistogram':
      return 'histogram'
    default:
      return kind
  }
}
