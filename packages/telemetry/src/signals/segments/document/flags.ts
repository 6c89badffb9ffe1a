import { SpanStatusCode } from '@opentelemetry/api'
import type { ReadableSpan } from '@opentelemetry/sdk-trace'

export interface Flags {
  /** The caller's doing: 4xx, or a client that left. */
  readonly error?: true
  /** Refused for now: 429. */
  readonly throttle?: true
  /** Our doing, or that of what was called: 5xx, a timeout, an exception. */
  readonly fault?: true
}

/** The same terminal states as in the other signals, in X-Ray's three flags. */
export function flagsOf({ attributes, status }: ReadableSpan): Flags {
  const outcome = attributes['cruddur.request.outcome']
  const code = Number(attributes['http.response.status_code'] ?? 0)
  if (outcome === 'client_aborted') return { error: true }
  if (outcome === 'timed_out' || outcome === 'server_closed') return { fault: true }
  if (code === 429) return { error: true, throttle: true }
  if (code >= 500) return { fault: true }
  if (code >= 400) return { error: true }
  return status.code === SpanStatusCode.ERROR ? { fault: true } : {}
}
