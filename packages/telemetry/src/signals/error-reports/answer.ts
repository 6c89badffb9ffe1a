import type { IncomingHttpHeaders } from 'node:http'
import type { SendOutcome } from '../../delivery/batch-sender.ts'
import { httpOutcome } from '../../delivery/http-outcome.ts'

/** What Rollbar's answer to one item means. */
export function interpretAnswer(
  status: number,
  headers: IncomingHttpHeaders,
  text: string,
): SendOutcome {
  if (status >= 200 && status < 300) return interpretResult(status, text)
  const remainingSeconds = headers['x-rate-limit-remaining-seconds']
  return httpOutcome(status, headers['retry-after'] ?? remainingSeconds?.toString())
}

/** A proxy can answer 200 as well; only Rollbar's `err: 0` means that the item was taken. */
function interpretResult(status: number, text: string): SendOutcome {
  try {
    const { err } = JSON.parse(text) as { err?: unknown }
    if (err === 0) return { kind: 'sent' }
    if (typeof err === 'number') return { kind: 'rejected', reason: `HTTP ${status}, err ${err}` }
  } catch {
    // Not JSON: the same as JSON of another kind.
  }
  return { kind: 'retry', reason: `HTTP ${status} with an answer that is not of Rollbar` }
}
