import { TraceFlags } from '@opentelemetry/api'
import type { ReadableSpan, SpanProcessor } from '@opentelemetry/sdk-trace'

export interface SpanQueueProcessorOptions {
  add(span: ReadableSpan): void
  redact(span: ReadableSpan): void
  /** Called for a span that cannot be redacted, which must not leave the process. */
  drop(error: unknown): void
  flush(): Promise<void>
  shutdown(): Promise<void>
}

/**
 * Queues each sampled span, redacted. Used instead of the SDK's batch processor, which drops spans without
 * counting them during an outage.
 */
export function createSpanQueueProcessor({
  add,
  redact,
  drop,
  flush,
  shutdown,
}: SpanQueueProcessorOptions): SpanProcessor {
  return {
    onStart: () => undefined,
    onEnd: (span) => {
      if ((span.spanContext().traceFlags & TraceFlags.SAMPLED) === 0) return
      try {
        redact(span)
      } catch (error) {
        return drop(error)
      }
      add(span)
    },
    forceFlush: flush,
    shutdown,
  }
}
