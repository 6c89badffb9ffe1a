import { problemSchema } from '@cruddur/fastify-service'
import { Type } from '@cruddur/fastify-service/schema'
import type { SpanAnalysisReader } from '../model/span-analysis-reader.ts'
import { compareBox } from '../query/analysis/compare-box.ts'
import { countSpans } from '../query/analysis/count-spans.ts'
import { heatmap } from '../query/analysis/heatmap.ts'
import { listAttributes, listAttributeValues } from '../query/analysis/list-attributes.ts'
import type { ApiServer } from './api-server.ts'
import {
  AttributeList,
  AttributeSearch,
  CompareAnswer,
  CompareSearch,
  CountAnswer,
  CountSearch,
  HeatmapAnswer,
  HeatmapSearch,
  ValueList,
} from './contract-analysis.ts'

const problems = { '4xx': problemSchema, '5xx': problemSchema }
const KeyParams = Type.Object({ key: Type.String({ minLength: 1, maxLength: 256 }) })

/** Figures over many spans under `/api/v1`; the contract's lists are changeable, the answers' are not. */
export function registerAnalysisRoutes(app: ApiServer, analysis: SpanAnalysisReader): void {
  app.get(
    '/api/v1/spans/count',
    {
      schema: {
        summary: 'COUNT, errors and percentiles of duration over time, split by any attribute',
        querystring: CountSearch,
        response: { 200: CountAnswer, ...problems },
      },
      serializerCompiler: () => JSON.stringify,
    },
    async ({ query }) => (await countSpans(analysis, query)) as CountAnswer,
  )

  app.get(
    '/api/v1/spans/heatmap',
    {
      schema: {
        summary: 'HEATMAP of duration: steps of time by rows of a logarithmic scale',
        querystring: HeatmapSearch,
        response: { 200: HeatmapAnswer, ...problems },
      },
      serializerCompiler: () => JSON.stringify,
    },
    async ({ query }) => (await heatmap(analysis, query)) as HeatmapAnswer,
  )

  app.get(
    '/api/v1/spans/compare',
    {
      schema: {
        summary: 'What sets the spans in a box of the heatmap apart from the rest',
        querystring: CompareSearch,
        response: { 200: CompareAnswer, ...problems },
      },
      serializerCompiler: () => JSON.stringify,
    },
    async ({ query }) => (await compareBox(analysis, query)) as CompareAnswer,
  )

  app.get(
    '/api/v1/attributes',
    {
      schema: {
        summary: 'Names that a query may use, most used first',
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
        summary: 'Values of a field or attribute in the newest spans, most used first',
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
