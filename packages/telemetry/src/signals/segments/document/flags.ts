import { SpanStatusCode } from '@opentelemetry/api'
import type { ReadableSpan } from '@opentelemetry/sdk-trace'

export interface Flags {
  /** Client error: 4xx or a client abort. */
  readonly error?: true
  /** Throttled: 429. */
  readonly throttle?: true
  /** Server error: 5xx, a timeout or an exception. */
  readonly fault?: true
}

/** Maps the terminal states of the other signals to X-Ray's three flags. */
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
