import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type {
  MetricHeatmap,
  MetricHeatmapSearch,
  MetricList,
  MetricQuery,
  MetricResult,
  MetricSearch,
} from '../../src/contract/metrics.ts'
import { getWithQuery } from './client.ts'

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
    queryFn: ({ signal }) => getWithQuery<MetricList>('metrics', search, signal),
    ...live(search),
  })

export const metricQuery = (search: MetricQuery) =>
  queryOptions({
    queryKey: ['metric', search],
    queryFn: ({ signal }) => getWithQuery<MetricResult>('metrics/values', search, signal),
    ...live(search),
  })

export const metricHeatmapQuery = (search: MetricHeatmapSearch) =>
  queryOptions({
    queryKey: ['metric-heatmap', search],
    queryFn: ({ signal }) => getWithQuery<MetricHeatmap>('metrics/heatmap', search, signal),
    ...live(search),
  })
