import type { SendOutcome } from './batch-sender.ts'

/**
 * What an HTTP answer means for a batch. Overload, server faults and refused credentials pass, so
 * the batch is kept; any other refusal is for good.
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

/** No back end may silence a signal for longer than this. */
const maxRetryAfterMillis = 300_000

function parseRetryAfter(text: string): number | undefined {
  const millis = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - Date.now()
  return Number.isNaN(millis) ? undefined : Math.min(Math.max(0, millis), maxRetryAfterMillis)
}
