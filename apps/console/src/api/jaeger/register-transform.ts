import type { FastifyInstance } from 'fastify'
import type { SpanRow } from '../../model/span-row.ts'
import { JaegerError } from './jaeger-error.ts'
import { toJaegerTrace } from './to-jaeger-trace.ts'

/** The spans of OTLP JSON; `undefined` when it cannot be read. */
export type ReadDocument = (body: Buffer) => readonly SpanRow[] | undefined

const maxBodyBytes = 16 * 1_024 * 1_024

/** `POST /api/transform`: Jaeger's UI shows a file of OTLP JSON without storing it. */
export function registerTransform(app: FastifyInstance, readDocument: ReadDocument): void {
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser(
      '*',
      { parseAs: 'buffer', bodyLimit: maxBodyBytes },
      (_request, body, done) => done(null, body),
    )
    scope.post('/transform', { schema: { hide: true } }, async ({ body }) => {
      const rows = Buffer.isBuffer(body) ? readDocument(body) : undefined
      if (rows === undefined)
        throw new JaegerError(400, 'The body must be OTLP JSON with resourceSpans')
      const traces = Map.groupBy(rows, ({ TraceId }) => TraceId)
      const data = [...traces].map(([traceId, spans]) => toJaegerTrace(traceId, spans))
      return { data, total: 0, limit: 0, offset: 0, errors: null }
    })
  })
}
