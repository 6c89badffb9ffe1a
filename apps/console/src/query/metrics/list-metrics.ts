import type { MetricReader, MetricSummary } from '../../model/metric-reader.ts'
import { timeRange } from '../time-range.ts'
import { type MetricType, typeOf } from './metric-type.ts'
import { type PointSearch, toPointCondition } from './point-condition.ts'

export interface ListedMetric extends MetricSummary {
  readonly type: MetricType
}

const maxMetrics = 2000

/**
 * The metrics of a time range, by name and service.
 * @throws QueryError
 */
export async function listMetrics(
  reader: MetricReader,
  search: PointSearch,
  nowMillis = Date.now(),
): Promise<ListedMetric[]> {
  const metrics = await reader.listMetrics({
    range: timeRange(search, nowMillis),
    condition: toPointCondition(search),
    name: '',
    limit: maxMetrics,
  })
  return metrics.map((metric) => ({ ...metric, type: typeOf(metric) }))
}
