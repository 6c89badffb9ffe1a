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
import { type ApiServer, problems } from './api-server.ts'

const KeyParams = Type.Object({ key: Type.String({ minLength: 1, maxLength: 256 }) })

/** Aggregates over many spans under `/api/v1`. */
export function registerAnalysisRoutes(app: ApiServer, analysis: SpanAnalysisReader): void {
  app.get(
    '/api/v1/spans/count',
    {
      schema: {
        summary: 'Count, errors and duration percentiles over time, grouped by any attribute',
        querystring: CountSearch,
        response: { 200: CountResult, ...problems },
      },
    },
    async ({ query }) => countSpans(analysis, query),
  )

  app.get(
    '/api/v1/spans/heatmap',
    {
      schema: {
        summary: 'Heatmap of duration over time on a logarithmic scale',
        querystring: HeatmapSearch,
        response: { 200: HeatmapResult, ...problems },
      },
    },
    async ({ query }) => heatmap(analysis, query),
  )

  app.get(
    '/api/v1/spans/compare',
    {
      schema: {
        summary: 'Attributes that distinguish the selected spans from the baseline',
        querystring: CompareSearch,
        response: { 200: CompareResult, ...problems },
      },
    },
    async ({ query }) => compareBox(analysis, query),
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
    async ({ query }) => listAttributes(analysis, query),
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
    async ({ params, query }) => listAttributeValues(analysis, params.key, query),
  )
}
