import type { MetricReader, MetricSummary } from '../../model/metric-reader.ts'
import { type RequestedRange, timeRange } from '../time-range.ts'

export interface MetricSearch extends RequestedRange {
  readonly service?: string
}

const maxMetrics = 2000

/** The metrics of a time range, by name and service. */
export function listMetrics(
  reader: MetricReader,
  { service = '', ...range }: MetricSearch,
  nowMillis = Date.now(),
): Promise<MetricSummary[]> {
  return reader.listMetrics(timeRange(range, nowMillis), service, maxMetrics)
}
