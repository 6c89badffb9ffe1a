import { problemSchema } from '@cruddur/fastify-service'
import { Type } from '@cruddur/fastify-service/schema'
import {
  type FindingGroup,
  FindingList,
  FindingSearch,
  TraceFindings,
} from '../contract/findings.ts'
import { OverviewSearch, TraceOverview } from '../contract/overview.ts'
import type { FindingSettings } from '../findings/find-findings.ts'
import { getFindings } from '../query/findings/get-findings.ts'
import type { FindingGroup as Group } from '../query/findings/group-findings.ts'
import { type FindingReaders, listFindings } from '../query/findings/list-findings.ts'
import type { TraceReaders } from '../query/get-trace.ts'
import { getTraceOverview } from '../query/overview/trace-overview.ts'
import type { ApiServer } from './api-server.ts'

const problems = { '4xx': problemSchema, '5xx': problemSchema }
const spansOfExample = 5

/** Findings of one trace and of recent ones, and the overview of a trace. */
export function registerFindingRoutes(
  app: ApiServer,
  readers: TraceReaders & FindingReaders,
  settings: FindingSettings,
): void {
  app.get(
    '/api/v1/traces/:traceId/findings',
    {
      schema: {
        summary: 'Findings of a trace: N+1 queries, retry storms, broken propagation and others',
        params: Type.Object({ traceId: Type.String({ maxLength: 64 }) }),
        response: { 200: TraceFindings, ...problems },
      },
    },
    async ({ params }) => {
      const { traceId, findings } = await getFindings(readers, params.traceId, settings)
      return {
        traceId,
        findings: findings.map((finding) => ({ ...finding, spans: [...finding.spans] })),
      }
    },
  )

  app.get(
    '/api/v1/traces/:traceId/overview',
    {
      schema: {
        summary: 'Topology, critical path, findings and spans of a trace within 4,000 tokens',
        params: Type.Object({ traceId: Type.String({ maxLength: 64 }) }),
        querystring: OverviewSearch,
        response: { 200: TraceOverview, ...problems },
      },
      serializerCompiler: () => JSON.stringify,
    },
    async ({ params, query }) =>
      (await getTraceOverview(readers, params.traceId, query, settings)) as TraceOverview,
  )

  app.get(
    '/api/v1/findings',
    {
      schema: {
        summary: 'Findings of the newest, slowest and erroneous traces, by kind and operation',
        querystring: FindingSearch,
        response: { 200: FindingList, ...problems },
      },
    },
    async ({ query }) => {
      const page = await listFindings(readers, query, settings)
      return { ...page, groups: page.groups.map(toContractGroup) } as FindingList
    },
  )
}

function toContractGroup({ examples, ...group }: Group): FindingGroup {
  return {
    ...group,
    examples: examples.map(({ traceId, startUnixNano, spans, spanCount, reason }) => ({
      ...{ traceId, startUnixNano, spanCount, reason },
      spans: spans.slice(0, spansOfExample),
    })),
  }
}
