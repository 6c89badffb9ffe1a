import { problemSchema } from '@cruddur/fastify-service'
import { Type } from '@cruddur/fastify-service/schema'
import {
  AttributeList,
  AttributeSearch,
  CompareResult,
  CompareSearch,
  CountResult,
  CountSearch,
  HeatmapResult,
  HeatmapSearch,
  ValueList,
} from '../contract/analysis.ts'
import type { SpanAnalysisReader } from '../model/span-analysis-reader.ts'
import { compareBox } from '../query/analysis/compare-box.ts'
import { countSpans } from '../query/analysis/count-spans.ts'
import { heatmap } from '../query/analysis/heatmap.ts'
import { listAttributes, listAttributeValues } from '../query/analysis/list-attributes.ts'
import type { ApiServer } from './api-server.ts'

const problems = { '4xx': problemSchema, '5xx': problemSchema }
const KeyParams = Type.Object({ key: Type.String({ minLength: 1, maxLength: 256 }) })

/** Aggregates over many spans under `/api/v1`; lists are mutable in the contract and read-only in results. */
export function registerAnalysisRoutes(app: ApiServer, analysis: SpanAnalysisReader): void {
  app.get(
    '/api/v1/spans/count',
    {
      schema: {
        summary: 'Count, errors and duration percentiles over time, grouped by any attribute',
        querystring: CountSearch,
        response: { 200: CountResult, ...problems },
      },
      serializerCompiler: () => JSON.stringify,
    },
    async ({ query }) => (await countSpans(analysis, query)) as CountResult,
  )

  app.get(
    '/api/v1/spans/heatmap',
    {
      schema: {
        summary: 'Heatmap of duration over time on a logarithmic scale',
        querystring: HeatmapSearch,
        response: { 200: HeatmapResult, ...problems },
      },
      serializerCompiler: () => JSON.stringify,
    },
    async ({ query }) => (await heatmap(analysis, query)) as HeatmapResult,
  )

  app.get(
    '/api/v1/spans/compare',
    {
      schema: {
        summary: 'Attributes that distinguish the selected spans from the baseline',
        querystring: CompareSearch,
        response: { 200: CompareResult, ...problems },
      },
      serializerCompiler: () => JSON.stringify,
    },
    async ({ query }) => (await compareBox(analysis, query)) as CompareResult,
  )

  app.get(
    '/api/v1/attributes',
    {
      schema: {
        summary: 'Fields and attribute keys, most used first',
        querystring: AttributeSearch,
        response: { 200: AttributeList, ...problems },
      },
    },
    async ({ query }) => (await listAttributes(analysis, query)) as AttributeList,
  )

  app.get(
    '/api/v1/attributes/:key/values',
    {
      schema: {
        summary: 'Values of a field or attribute among the newest spans, most used first',
        params: KeyParams,
        querystring: AttributeSearch,
        response: { 200: ValueList, ...problems },
      },
    },
    async ({ params, query }) => ({
      values: await listAttributeValues(analysis, params.key, query),
    }),
  )
}
