import type { FastifyInstance } from 'fastify'
import { getSpansOfTraces } from '../../query/get-spans-of-traces.ts'
import { listOperations, listTracedServices } from '../../query/list-services.ts'
import { searchTraces } from '../../query/search-traces.ts'
import { timeRange } from '../../query/time-range.ts'
import { toResourceSpans } from '../otlp/to-resource-spans.ts'
import { JaegerError } from './jaeger-error.ts'
import { jaegerFailure } from './jaeger-failure.ts'
import type { JaegerReaders } from './jaeger-readers.ts'
import { instant, readParameters, readTraceId } from './parameters.ts'
import { readSearch } from './search.ts'

const schema = { hide: true }

/** `/api/v3`, Jaeger's stable API: traces in OTLP's JSON form. */
export async function registerV3Api(
  app: FastifyInstance,
  { reader, traceShape, onError }: JaegerReaders,
): Promise<void> {
  app.setErrorHandler((error, _request, reply) => {
    const { status, message } = jaegerFailure(error, onError)
    return reply.code(status).send({ error: { httpCode: status, message } })
  })

  app.get('/services', { schema }, async () => ({
    services: await listTracedServices(reader),
  }))

  app.get('/operations', { schema }, async ({ query }) => {
    const { first } = readParameters(query)
    const wanted = first('spanKind', 'span_kind')
    const { operations } = await listOperations(reader, first('service') ?? '')
    return {
      operations: operations
        .map(({ name, spanKind }) => ({ name, spanKind: spanKind.toLowerCase() }))
        .filter(({ spanKind }) => wanted === undefined || spanKind === wanted),
    }
  })

  app.get('/traces', { schema }, async ({ query }) => {
    const { traces } = await searchTraces(reader, readSearch(readParameters(query)))
    return await resultOf(traces.map(({ traceId }) => traceId))
  })

  app.get<{ Params: { traceId: string } }>('/traces/:traceId', { schema }, ({ params }) =>
    resultOf([readTraceId(params.traceId)]),
  )

  app.get('/trace-summaries', { schema }, async ({ query }) => {
    const { traces } = await searchTraces(reader, readSearch(readParameters(query)))
    const orphans = await traceShape.countOrphans(traces.map(({ traceId }) => traceId))
    return {
      summaries: traces.map((trace) => ({
        traceId: trace.traceId,
        rootServiceName: trace.rootService,
        rootOperationName: trace.rootOperation,
        minStartTimeUnixNano: trace.startUnixNano,
        maxEndTimeUnixNano: String(BigInt(trace.startUnixNano) + BigInt(trace.durationNano)),
        spanCount: trace.spanCount,
        errorSpanCount: trace.errorCount,
        orphanSpanCount: orphans.get(trace.traceId) ?? 0,
        services: trace.services.map(({ name, spanCount, errorCount }) => ({
          name,
          spanCount,
          errorSpanCount: errorCount,
        })),
      })),
    }
  })

  app.get('/dependencies', { schema }, async ({ query }) => {
    const { first } = readParameters(query)
    const start = first('startTime', 'start_time')
    const end = first('endTime', 'end_time')
    if (start === undefined || end === undefined)
      throw new JaegerError(400, 'The parameters startTime and endTime are required')
    const { fromNano, toNano } = timeRange(
      { start: instant('startTime', start), end: instant('endTime', end) },
      Date.now(),
    )
    const calls = await traceShape.countCalls({ fromNano, toNano })
    return {
      dependencies: calls.map(({ parent, child, callCount }) => ({
        ...{ parent, child, callCount: String(callCount) },
      })),
    }
  })

  const resultOf = async (traceIds: readonly string[]) => {
    const traces = await getSpansOfTraces(reader, traceIds)
    if (traces.length === 0) throw new JaegerError(404, 'No traces found')
    return { result: { resourceSpans: traces.flatMap(({ spans }) => toResourceSpans(spans)) } }
  }
}
