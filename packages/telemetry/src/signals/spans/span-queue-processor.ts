import { type Context, TraceFlags } from '@opentelemetry/api'
import type { ReadableSpan, Span, SpanProcessor } from '@opentelemetry/sdk-trace'
import { getIncomingTrace } from '../../correlation/index.ts'

/**
 * Hands each sampled span on, redacted. It stands in for the SDK's batch processor, which drops
 * spans silently as long as an outage lasts.
 */
export function createSpanQueueProcessor(
  add: (span: ReadableSpan) => void,
  redact: (span: ReadableSpan) => void,
): SpanProcessor {
  return {
    onStart: forgetUnknownParent,
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

/** A load balancer that names no parent leaves a stand-in, which a viewer would look for in vain. */
function forgetUnknownParent(span: Span, context: Context): void {
  if (span.parentSpanContext?.isRemote && getIncomingTrace(context)?.parentUnknown) {
    ;(span as { parentSpanContext?: unknown }).parentSpanContext = undefined
  }
}
