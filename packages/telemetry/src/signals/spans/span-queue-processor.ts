import { type Context, TraceFlags } from '@opentelemetry/api'
import type { ReadableSpan, Span, SpanProcessor } from '@opentelemetry/sdk-trace'
import { getIncomingTrace } from '../../correlation/index.ts'
import type { BatchSender } from '../../delivery/batch-sender.ts'

/**
 * Puts each sampled span, redacted, in front of the exporter. It stands in for the SDK's batch
 * processor, which drops spans silently as long as an outage lasts.
 */
export function createSpanQueueProcessor(
  sender: BatchSender<ReadableSpan>,
  redact: (span: ReadableSpan) => void,
): SpanProcessor {
  return {
    onStart: forgetUnknownParent,
    onEnd: (span) => {
      if ((span.spanContext().traceFlags & TraceFlags.SAMPLED) === 0) return
      redact(span)
      sender.push(span)
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

/** About what a span takes in memory; walking every value would cost more than it tells. */
export function sizeOfSpan(span: ReadableSpan): number {
  let bytes = 700
  for (const key in span.attributes) {
    const value = span.attributes[key]
    bytes += typeof value === 'string' ? 24 + value.length : 24
  }
  for (const { attributes } of span.events) {
    bytes += 200
    for (const key in attributes) bytes += 24 + String(attributes[key]).length
  }
  return bytes + span.links.length * 200
}
