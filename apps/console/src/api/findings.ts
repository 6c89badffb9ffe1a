import { FindingList, FindingPage, FindingSearch, TraceFindings } from '../contract/findings.ts'
import { OverviewSearch, TraceOverview } from '../contract/overview.ts'
import { TraceParams } from '../contract/traces.ts'
import type { FindingSettings } from '../findings/find-findings.ts'
import { getFindings } from '../query/findings/get-findings.ts'
import { listFindings } from '../query/findings/list-findings.ts'
import { createReadTraces, type SignalReaders } from '../query/findings/read-traces.ts'
import type { TraceReaders } from '../query/get-trace.ts'
import type { TraceListReaders } from '../query/list-traces.ts'
import { getTraceOverview } from '../query/overview/trace-overview.ts'
import { type ApiServer, problems } from './api-server.ts'

/** Findings of one trace and of recent ones, and the overview of a trace. */
export function registerFindingRoutes(
  app: ApiServer,
  stored: TraceReaders & TraceListReaders & SignalReaders,
  settings: FindingSettings,
): void {
  const readers = { ...stored, readTraces: createReadTraces(stored) }
  app.get(
    '/api/v1/traces/:traceId/findings',
    {
      schema: {
        summary: 'Findings of a trace: N+1 queries, retry storms, broken propagation and others',
        params: TraceParams,
        querystring: FindingPage,
        response: { 200: TraceFindings, ...problems },
      },
    },
    async ({ params, query }) => getFindings(readers, params.traceId, query, settings),
  )

  app.get(
    '/api/v1/traces/:traceId/overview',
    {
      schema: {
        summary: 'Topology, critical path, findings and spans of a trace within 4,000 tokens',
        params: TraceParams,
        querystring: OverviewSearch,
        response: { 200: TraceOverview, ...problems },
      },
    },
    async ({ params, query }) => getTraceOverview(readers, params.traceId, query, settings),
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
    async ({ query }) => listFindings(readers, query, settings),
  )
}
