import type { FastifyInstance } from 'fastify'
import { getSpansOfTraces } from '../../query/get-spans-of-traces.ts'
import { listOperations, listTracedServices } from '../../query/list-services.ts'
import { searchTraces } from '../../query/search-traces.ts'
import { jaegerFailure } from './jaeger-failure.ts'
import type { JaegerReaders } from './jaeger-readers.ts'
import { readParameters, readTraceId, wholeNumber } from './parameters.ts'
import { registerMetrics } from './register-metrics.ts'
import { type ReadDocument, registerTransform } from './register-transform.ts'
import { readOldSearch } from './search.ts'
import { toJaegerTrace } from './to-jaeger-trace.ts'

const dayMillis = 86_400_000
const schema = { hide: true }

interface Refusal {
  readonly code: number
  readonly msg: string
  readonly traceID?: string
}

interface OldApiOptions extends JaegerReaders {
  readonly readDocument: ReadDocument
}

/** `/api/services`, `/api/traces` and so on, which Jaeger's UI and Grafana have used for years. */
export async function registerOldApi(
  app: FastifyInstance,
  { reader, traceShape, analysis, onError, readDocument }: OldApiOptions,
): Promise<void> {
  app.setErrorHandler((error, _request, reply) => {
    const { status, message } = jaegerFailure(error, onError)
    return reply.code(status).send(envelope(null, [{ code: status, msg: message }]))
  })

  // The console's own API is below /api as well. A route, because that of the page's files matches
  // every other path, and its not-found handler is the console's.
  if (app.prefix !== '/api')
    app.all('/*', { schema: { hide: true } }, (request, reply) => {
      const msg = `The console has no ${request.method} ${request.url.split('?')[0]}`
      return reply.code(404).send(envelope(null, [{ code: 404, msg }]))
    })
  registerMetrics(app, analysis)
  registerTransform(app, readDocument)

  app.get('/services', { schema }, async () => {
    const names = await listTracedServices(reader)
    return { ...envelope(names), total: names.length }
  })

  app.get<{ Params: { service: string } }>(
    '/services/:service/operations',
    { schema },
    async ({ params }) => {
      const { operations } = await listOperations(reader, params.service)
      const names = [...new Set(operations.map(({ name }) => name))]
      return { ...envelope(names), total: names.length }
    },
  )

  app.get('/operations', { schema }, async ({ query }) => {
    const { first } = readParameters(query)
    const wanted = first('spanKind')
    const all = await listOperations(reader, first('service') ?? '')
    const operations = all.operations
      .map(({ name, spanKind }) => ({ name, spanKind: spanKind.toLowerCase() }))
      .filter(({ spanKind }) => wanted === undefined || spanKind === wanted)
    return { ...envelope(operations), total: operations.length }
  })

  app.get('/traces', { schema }, async ({ query }) => {
    const parameters = readParameters(query)
    const named = parameters.all('traceID').map(readTraceId)
    const ids = named.length > 0 ? named : await find(parameters)
    const traces = await getSpansOfTraces(reader, ids)
    const found = new Set(traces.map(({ traceId }) => traceId))
    const missing = named
      .filter((traceID) => !found.has(traceID))
      .map((traceID) => ({ code: 404, msg: 'Trace not found', traceID }))
    const data = traces.map(({ traceId, spans }) => toJaegerTrace(traceId, spans))
    return envelope(data, missing)
  })

  app.get<{ Params: { traceId: string } }>(
    '/traces/:traceId',
    { schema },
    async ({ params }, reply) => {
      const traceID = readTraceId(params.traceId)
      const [trace] = await getSpansOfTraces(reader, [traceID])
      if (trace) return envelope([toJaegerTrace(traceID, trace.spans)])
      const missing = { code: 404, msg: 'Trace not found', traceID }
      return reply.code(404).send(envelope(null, [missing]))
    },
  )

  app.get('/dependencies', { schema }, async ({ query }) => {
    const { first } = readParameters(query)
    const endMillis = wholeNumber('endTs', first('endTs') ?? String(Date.now()))
    const lookbackMillis = wholeNumber('lookback', first('lookback') ?? String(dayMillis))
    const service = first('service')
    const calls = await traceShape.countCalls({
      fromNano: BigInt(Math.max(0, endMillis - lookbackMillis)) * 1_000_000n,
      toNano: BigInt(endMillis) * 1_000_000n,
    })
    const isRequested = ({ parent, child }: { parent: string; child: string }) =>
      service === undefined || parent === service || child === service
    return envelope(calls.filter(isRequested))
  })

  const find = async (parameters: ReturnType<typeof readParameters>) => {
    const { traces } = await searchTraces(reader, readOldSearch(parameters))
    return traces.map(({ traceId }) => traceId)
  }
}

function envelope(data: unknown, errors: readonly Refusal[] = []) {
  return { data, total: 0, limit: 0, offset: 0, errors: errors.length > 0 ? errors : null }
}
