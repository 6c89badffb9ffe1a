import type { MetricType } from '../../contract/metrics.ts'
import type { MetricRow } from '../../model/metric-reader.ts'

/** The kind of instrument, which decides how a metric is read. Both kinds of histogram are one type. */
export function typeOf({ kind, isMonotonic }: Pick<MetricRow, 'kind' | 'isMonotonic'>): MetricType {
  switch (kind) {
    case 'sum':
      return isMonotonic ? 'counter' : 'upDownCounter'
    case 'exponentialHistogram':
      return 'histogram'
    default:
      return kind
  }
}
