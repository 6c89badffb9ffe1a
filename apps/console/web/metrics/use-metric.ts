import { useQuery } from '@tanstack/react-query'
import type { MetricQuery, MetricResult } from '../../src/contract/metrics.ts'
import { metricQuery } from '../api/metrics.ts'
import { firstData } from '../time/first-data.ts'

/**
 * The values of a metric. When no range is chosen and the data is younger than the default range, they
 * start at the first data.
 */
export function useMetric(query: MetricQuery, isDefaultRange: boolean) {
  const whole = useQuery(metricQuery(query))
  const start =
    isDefaultRange && whole.data !== undefined
      ? firstData(whole.data, hasData(whole.data))
      : undefined
  const { since: _since, ...others } = query
  const fitted = start === undefined ? query : { ...others, start }
  const part = useQuery({ ...metricQuery(fitted), enabled: start !== undefined })
  // The whole range is shown until the part has arrived.
  const { data, error, isPending } = start === undefined || part.isPending ? whole : part
  return { data, error, isPending, query: fitted }
}

function hasData({ groups }: MetricResult): (step: number) => boolean {
  return (step) => groups.some(({ values }) => (values[step] ?? null) !== null)
}
