import type { SendOutcome } from './batch-sender.ts'

/** A backend that returns 500 for the same records again rejects the records; it is not overloaded. */
const maxAttemptsOn500 = 5

/**
 * Maps an HTTP response to the outcome of a batch. Overload, rejected credentials and gateway errors are
 * retried, other server errors a few times; any other error is permanent.
 *
 * @param retryAfter the `Retry-After` header: seconds, or an HTTP date
 */
export function httpOutcome(status: number, retryAfter?: string | null): SendOutcome {
  if ([401, 403, 408, 429, 502, 503, 504].includes(status)) return retry(status, retryAfter)
  if (status >= 500) return { ...retry(status, retryAfter), maxAttempts: maxAttemptsOn500 }
  return permanentOutcome(status)
}

const retryableByOtlp = [429, 502, 503, 504]

/** @see https://opentelemetry.io/docs/specs/otlp/#otlphttp-response */
export function otlpOutcome(status: number, retryAfter?: string | null): SendOutcome {
  return retryableByOtlp.includes(status) ? retry(status, retryAfter) : permanentOutcome(status)
}

/** Statuses by which a backend may reject a whole request because of one record. */
const statusesOfInvalidRecords = [400, 413, 422, 500]

function permanentOutcome(status: number): SendOutcome {
  if (status >= 200 && status < 300) return { kind: 'sent' }
  return {
    kind: 'rejected',
    reason: `HTTP ${status}`,
    ...(status === 413 && { dropReason: 'too_large' as const }),
    ...(statusesOfInvalidRecords.includes(status) && { isolate: true }),
  }
}

function retry(status: number, retryAfter: string | null | undefined) {
  return retryOutcome(`HTTP ${status}`, parseRetryAfter(retryAfter ?? ''))
}

/** A `Retry-After` beyond this is ignored, so that no backend silences a signal for hours. */
const maxRetryAfterMillis = 300_000

export function retryOutcome(reason: string, afterMillis?: number) {
  return {
    kind: 'retry' as const,
    reason,
    ...(afterMillis !== undefined && {
      retryAfterMillis: Math.min(Math.max(0, afterMillis), maxRetryAfterMillis),
    }),
  }
}

function parseRetryAfter(text: string): number | undefined {
  const millis = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - Date.now()
  return Number.isNaN(millis) ? undefined : millis
}
