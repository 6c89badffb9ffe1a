import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { MetricQuery, MetricSearch } from '../../src/contract/metrics.ts'
import { client } from './client.ts'

const REFRESH_MILLIS = 10_000

/** A range with an end does not change. */
const live = ({ end }: MetricSearch) =>
  ({
    placeholderData: keepPreviousData,
    refetchInterval: end === undefined ? REFRESH_MILLIS : false,
    retry: false,
  }) as const

export const metricsQuery = (search: MetricSearch) =>
  queryOptions({
    queryKey: ['metrics', search],
    queryFn: ({ signal }) => client.listMetrics(search, { signal }),
    ...live(search),
  })

export const metricQuery = (search: MetricQuery) =>
  queryOptions({
    queryKey: ['metric', search],
    queryFn: ({ signal }) => client.readMetric(search, { signal }),
    ...live(search),
  })
