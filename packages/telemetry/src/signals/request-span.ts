import type { Span } from '@opentelemetry/api'

const requestSpan = Symbol.for('cruddur.request-span')

interface WithSpan {
  [requestSpan]?: Span
}

/** Stores the span of a request; the `requestHook` of @fastify/otel. */
export function keepRequestSpan(span: Span, request: unknown): void {
  ;(request as WithSpan)[requestSpan] = span
}

/** The span that @fastify/otel started for a request. */
export function requestSpanOf(request: object): Span | undefined {
  return (request as WithSpan)[requestSpan]
}
