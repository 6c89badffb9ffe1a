import { MetricList, MetricQuery, MetricResult, MetricSearch } from '../contract/metrics.ts'
import type { MetricReader } from '../model/metric-reader.ts'
import { listMetrics } from '../query/metrics/list-metrics.ts'
import { readMetric } from '../query/metrics/read-metric.ts'
import { type ApiServer, problems } from './api-server.ts'

export interface MetricReaders {
  readonly metrics: MetricReader
}

export function registerMetricRoutes(app: ApiServer, { metrics }: MetricReaders): void {
  app.get(
    '/api/v1/metrics',
    {
      schema: {
        summary: 'Metrics by name and service',
        querystring: MetricSearch,
        response: { 200: MetricList, ...problems },
      },
    },
    async ({ query }) => listMetrics(metrics, query),
  )

  app.get(
    '/api/v1/metrics/values',
    {
      schema: {
        summary:
          'Values of one metric over time, grouped by any attribute, with exemplars and a heatmap',
        querystring: MetricQuery,
        response: { 200: MetricResult, ...problems },
      },
    },
    async ({ query }) => readMetric(metrics, query),
  )
}
