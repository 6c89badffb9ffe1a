import { type Context, type Span, trace } from '@opentelemetry/api'

export const requestContext = Symbol.for('cruddur.request-context')

declare module 'fastify' {
  interface FastifyRequest {
    [requestContext]: Context | null
  }
}

interface WithContext {
  readonly [requestContext]?: Context | null
}

/** The context with the span that was started for a request. */
export function requestContextOf(request: object): Context | undefined {
  return (request as WithContext)[requestContext] ?? undefined
}

export function requestSpanOf(request: object): Span | undefined {
  const own = requestContextOf(request)
  return own && trace.getSpan(own)
}
