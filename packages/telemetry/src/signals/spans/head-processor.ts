import { TraceFlags } from '@opentelemetry/api'
import type { ReadableSpan, SpanProcessor } from '@opentelemetry/sdk-trace'

export interface HeadProcessorOptions {
  queue(span: ReadableSpan): void
  flush(): Promise<void>
  shutdown(): Promise<void>
}

/**
 * Queues each sampled span. Used instead of the SDK's batch processor, which drops spans without counting
 * them during an outage.
 */
export function createHeadProcessor({
  queue,
  flush,
  shutdown,
}: HeadProcessorOptions): SpanProcessor {
  return {
    onStart: () => undefined,
    onEnd: (span) => {
      if ((span.spanContext().traceFlags & TraceFlags.SAMPLED) !== 0) queue(span)
    },
    forceFlush: flush,
    shutdown,
  }
}
