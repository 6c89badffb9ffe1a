import { Type } from '@cruddur/fastify-service/schema'
import { TraceParams } from '../../contract/traces.ts'
import { getTrace, type TraceReaders } from '../../query/get-trace.ts'
import { type ApiServer, problems } from '../api-server.ts'
import { toResourceLogs } from './to-resource-logs.ts'
import { toResourceSpans } from './to-resource-spans.ts'

const OtlpDocument = Type.Object(
  {
    resourceSpans: Type.Array(Type.Unknown()),
    resourceLogs: Type.Array(Type.Unknown()),
  },
  { description: 'OTLP JSON; to /v1/traces and /v1/logs of any OTLP receiver it is a request' },
)

/** One trace's spans and log lines as an OTLP JSON document. Segments and items have no OTLP form. */
export function registerOtlpExport(app: ApiServer, readers: TraceReaders): void {
  app.get(
    '/api/v1/traces/:traceId/otlp',
    {
      schema: {
        summary: 'Export the spans and log lines of a trace as OTLP JSON',
        params: TraceParams,
        response: { 200: OtlpDocument, ...problems },
      },
    },
    async ({ params }, reply) => {
      const { traceId, spans, logs } = await getTrace(readers, params.traceId)
      reply.header('content-disposition', `attachment; filename="${traceId}.otlp.json"`)
      return {
        resourceSpans: toResourceSpans(spans.map(({ span }) => span)),
        resourceLogs: toResourceLogs(logs),
      }
    },
  )
}
