import type { SpanContext, TraceState } from '@opentelemetry/api'

/**
 * Of a class, because of an object literal V8 remembers how many of the first ones live on. Those of a
 * service that warms up do, and all later ones would stand in the old generation, with their ids, until
 * a collection of the whole heap.
 */
export class LocalSpanContext implements SpanContext {
  readonly traceId: string
  readonly spanId: string
  readonly traceFlags: number
  declare readonly traceState?: TraceState

  constructor(traceId: string, spanId: string, traceFlags: number, traceState?: TraceState) {
    this.traceId = traceId
    this.spanId = spanId
    this.traceFlags = traceFlags
    if (traceState) this.traceState = traceState
  }
}
