import type { SendOutcome } from './batch-sender.ts'

/**
 * Maps an HTTP response to the outcome of a batch. Overload, server errors and rejected credentials
 * are retried; any other error is permanent.
 *
 * @param retryAfter the `Retry-After` header: seconds, or an HTTP date
 */
export function httpOutcome(status: number, retryAfter?: string | null): SendOutcome {
  if (status >= 200 && status < 300) return { kind: 'sent' }
  const reason = `HTTP ${status}`
  if (status === 413) return { kind: 'rejected', reason, dropReason: 'too_large' }
  if (status < 500 && ![401, 403, 408, 429].includes(status)) return { kind: 'rejected', reason }
  const retryAfterMillis = parseRetryAfter(retryAfter ?? '')
  return { kind: 'retry', reason, ...(retryAfterMillis !== undefined && { retryAfterMillis }) }
}

/** A `Retry-After` beyond this is ignored, so that no backend silences a signal for hours. */
const maxRetryAfterMillis = 300_000

function parseRetryAfter(text: string): number | undefined {
  const millis = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - Date.now()
  return Number.isNaN(millis) ? undefined : Math.min(Math.max(0, millis), maxRetryAfterMillis)
}
