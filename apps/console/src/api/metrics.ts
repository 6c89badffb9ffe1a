import { problemSchema } from '@cruddur/fastify-service'
import type { MetricReader } from '../model/metric-reader.ts'
import { listMetrics } from '../query/metrics/list-metrics.ts'
import { readMetric } from '../query/metrics/read-metric.ts'
import type { ApiServer } from './api-server.ts'
import { MetricList, MetricQuery, MetricResult, MetricSearch } from './contract-metrics.ts'

export interface MetricReaders {
  readonly metrics: MetricReader
}

const problems = { '4xx': problemSchema, '5xx': problemSchema }

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
    async ({ query }) => ({ metrics: await listMetrics(metrics, query) }),
  )

  app.get(
    '/api/v1/metrics/values',
    {
      schema: {
        summary: 'Values of one metric over time, grouped by any attribute, with exemplars',
        querystring: MetricQuery,
        response: { 200: MetricResult, ...problems },
      },
    },
    async ({ query }) => {
      const { groups, exemplars, ...result } = await readMetric(metrics, query)
      return {
        ...result,
        groups: groups.map(({ values, p50s, p95s, p99s, ...group }) => ({
          ...group,
          values: [...values],
          ...(p50s && p95s && p99s && { p50s: [...p50s], p95s: [...p95s], p99s: [...p99s] }),
        })),
        exemplars: [...exemplars],
      }
    },
  )
}
