import type { SpanContext, TraceState } from '@opentelemetry/api'

/**
 * A class because V8 tracks allocation sites of object literals: those of a service that warms up survive,
 * so later literals would be allocated in the old generation and live until a full garbage collection.
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
