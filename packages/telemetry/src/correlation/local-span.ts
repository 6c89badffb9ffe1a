import type { Span } from '@opentelemetry/api'

const isLocal = Symbol('cruddur.local-span')

/** Marks a span, or the prototype of a class of spans, as started in this process. */
export function markLocalSpan<Marked extends Span>(span: Marked): Marked {
  ;(span as { [isLocal]?: true })[isLocal] = true
  return span
}

/**
 * Whether a span was started in this process. `isRemote` does not show it: it is optional in the API, and
 * a span context that is restored from stored IDs often lacks it.
 */
export const isLocalSpan = (span: Span): boolean => isLocal in span || span.isRecording()
