import type { SpanContext } from '@opentelemetry/api'

const traceId = /^[0-9a-f]{32}$/i
const spanId = /^[0-9a-f]{16}$/i

/** Whether OTLP can encode the IDs. A UUID or an X-Ray trace ID makes a backend reject the whole request. */
export function hasValidIds(context: SpanContext | undefined): boolean {
  return (
    typeof context?.traceId === 'string' &&
    typeof context.spanId === 'string' &&
    traceId.test(context.traceId) &&
    spanId.test(context.spanId)
  )
}
