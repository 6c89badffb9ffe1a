import type { IncomingHttpHeaders } from 'node:http'
import type { SendOutcome } from '../../delivery/batch-sender.ts'
import { httpOutcome } from '../../delivery/http-outcome.ts'

/** Maps Rollbar's response to an outcome. */
export function interpretResponse(
  status: number,
  headers: IncomingHttpHeaders,
  text: string,
): SendOutcome {
  if (status >= 200 && status < 300) return interpretResult(status, text)
  const remainingSeconds = headers['x-rate-limit-remaining-seconds']
  return httpOutcome(status, headers['retry-after'] ?? remainingSeconds?.toString())
}

/** A proxy may respond 200; only Rollbar's `err: 0` confirms the occurrence. */
function interpretResult(status: number, text: string): SendOutcome {
  try {
    const { err } = JSON.parse(text) as { err?: unknown }
    if (err === 0) return { kind: 'sent' }
    if (typeof err === 'number') return { kind: 'rejected', reason: `HTTP ${status}, err ${err}` }
  } catch {
    // Not JSON: handled like JSON without `err`.
  }
  return { kind: 'retry', reason: `HTTP ${status} without a Rollbar response` }
}
