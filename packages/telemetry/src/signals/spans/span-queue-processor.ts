import { TraceFlags } from '@opentelemetry/api'
import type { ReadableSpan, SpanProcessor } from '@opentelemetry/sdk-trace'

/**
 * Hands each sampled span on, redacted. It stands in for the SDK's batch processor, which drops
 * spans silently as long as an outage lasts.
 */
export function createSpanQueueProcessor(
  add: (span: ReadableSpan) => void,
  redact: (span: ReadableSpan) => void,
): SpanProcessor {
  return {
    onStart: () => undefined,
    onEnd: (span) => {
      if ((span.spanContext().traceFlags & TraceFlags.SAMPLED) === 0) return
      redact(span)
      add(span)
    },
    // Flushing and shutting down are the signal's, under its deadline.
    forceFlush: () => Promise.resolve(),
    shutdown: () => Promise.resolve(),
  }
}
