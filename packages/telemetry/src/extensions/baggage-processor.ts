import { propagation } from '@opentelemetry/api'
import type { SpanProcessor } from '@opentelemetry/sdk-trace'

const done = () => Promise.resolve()

/** Copies the values of baggage entries onto spans when they start. */
export function createBaggageProcessor(keys: readonly string[]): SpanProcessor {
  return {
    onStart: (span, parentContext) => {
      const baggage = propagation.getBaggage(parentContext)
      if (!baggage) return
      for (const key of keys) {
        const value = baggage.getEntry(key)?.value
        if (value !== undefined) span.setAttribute(key, value)
      }
    },
    onEnd: () => undefined,
    forceFlush: done,
    shutdown: done,
  }
}
