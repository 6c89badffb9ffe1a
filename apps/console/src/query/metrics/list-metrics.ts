import type { MetricList, MetricSearch } from '../../contract/metrics.ts'
import type { MetricReader } from '../../model/metric-reader.ts'
import { timeRange } from '../time-range.ts'
import { typeOf } from './metric-type.ts'
import { toPointCondition } from './point-condition.ts'

const maxMetrics = 2000

/**
 * The metrics of a time range, by name and service.
 * @throws QueryError
 */
export async function listMetrics(
  reader: MetricReader,
  search: MetricSearch,
  nowMillis = Date.now(),
): Promise<MetricList> {
  const metrics = await reader.listMetrics({
    range: timeRange(search, nowMillis),
    condition: toPointCondition(search),
    name: '',
    limit: maxMetrics,
  })
  return { metrics: metrics.map((metric) => ({ ...metric, type: typeOf(metric) })) }
}
