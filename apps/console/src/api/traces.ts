import { Type } from '@cruddur/fastify-service/schema'
import { TraceHistogram, TraceHistogramSearch } from '../contract/histogram.ts'
import {
  OperationList,
  ServiceList,
  ServiceSearch,
  Trace,
  TraceIdList,
  TraceIdSearch,
  TraceList,
  TraceParams,
  TraceSearch,
} from '../contract/traces.ts'
import { findTraceIds } from '../query/find-trace-ids.ts'
import { getTrace, type TraceReaders } from '../query/get-trace.ts'
import { listOperations, listServices } from '../query/list-services.ts'
import { listTraces, type TraceListReaders } from '../query/list-traces.ts'
import { toContractTrace } from '../query/to-contract.ts'
import { traceHistogram } from '../query/trace-histogram.ts'
import { type ApiServer, problems } from './api-server.ts'

const ServiceParams = Type.Object({ service: Type.String({ minLength: 1, maxLength: 256 }) })

/** Services, operations and traces under `/api/v1`. */
export function registerTraceRoutes(
  app: ApiServer,
  readers: TraceReaders & TraceListReaders,
): void {
  const { reader } = readers
  app.get(
    '/api/v1/services',
    {
      schema: {
        summary: 'List services that sent any signal',
        querystring: ServiceSearch,
        response: { 200: ServiceList, ...problems },
      },
    },
    async ({ query }) => listServices(reader, query),
  )

  app.get(
    '/api/v1/services/:service/operations',
    {
      schema: {
        summary: 'List the span names of a service',
        params: ServiceParams,
        response: { 200: OperationList, ...problems },
      },
    },
    async ({ params }) => listOperations(reader, params.service),
  )

  app.get(
    '/api/v1/traces',
    {
      schema: {
        summary: 'Search traces, newest first unless sorted by duration',
        querystring: TraceSearch,
        response: { 200: TraceList, ...problems },
      },
    },
    async ({ query }) => listTraces(readers, query),
  )

  app.get(
    '/api/v1/traces/histogram',
    {
      schema: {
        summary: 'Number of matching traces over time',
        querystring: TraceHistogramSearch,
        response: { 200: TraceHistogram, ...problems },
      },
    },
    async ({ query }) => traceHistogram(readers.traceList, query),
  )

  app.get(
    '/api/v1/trace-ids',
    {
      schema: {
        summary: 'Find trace IDs by their first digits',
        querystring: TraceIdSearch,
        response: { 200: TraceIdList, ...problems },
      },
    },
    async ({ query }) => ({ traceIds: await findTraceIds(readers.traceList, query.prefix) }),
  )

  app.get(
    '/api/v1/traces/:traceId',
    {
      schema: {
        summary: 'Get a trace: its spans in waterfall order and its other signals',
        params: TraceParams,
        response: { 200: Trace, ...problems },
      },
    },
    async ({ params }) => toContractTrace(await getTrace(readers, params.traceId)),
  )
}
