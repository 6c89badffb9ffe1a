import type { Context, Span, TextMapGetter, TextMapSetter, Tracer } from '@opentelemetry/api'

/**
 * `request.opentelemetry()`: the decorator of @fastify/otel. The package is bundled, so its types are
 * repeated here; a test compares them.
 */
export interface RequestOpenTelemetry {
  /** False for untraced requests. */
  readonly enabled: boolean
  /** The span of the request; null if `enabled` is false. */
  readonly span: Span | null
  /** The context with the span; null if `enabled` is false. */
  readonly context: Context | null
  /** Creates spans in the scope of @fastify/otel. */
  readonly tracer: Tracer
  /** Writes the trace headers of the request into a carrier. */
  inject(carrier: object, setter?: TextMapSetter): void
  /** Reads trace headers from a carrier. */
  extract(carrier: object, getter?: TextMapGetter): Context
}
