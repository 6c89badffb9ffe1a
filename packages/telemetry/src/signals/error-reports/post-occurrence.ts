import type { SendOutcome } from '../../delivery/batch-sender.ts'
import { httpOutcome } from '../../delivery/http-outcome.ts'
import { createPoster, type HttpResponse } from '../../delivery/post.ts'

export interface OccurrencePoster {
  /** Makes one attempt with a JSON document. Rejects when the network fails or `signal` aborts. */
  post(body: Uint8Array, signal: AbortSignal): Promise<SendOutcome>
  close(): void
}

export function createOccurrencePoster(endpoint: string, accessToken: string): OccurrencePoster {
  const { post, close } = createPoster()
  const url = new URL(endpoint)
  const headers = { 'content-type': 'application/json', 'x-rollbar-access-token': accessToken }

  return {
    post: async (body, signal) => interpretResponse(await post(url, headers, body, signal)),
    close,
  }
}

/** Maps Rollbar's response to an outcome. */
function interpretResponse({ status, headers, body }: HttpResponse): SendOutcome {
  if (status >= 200 && status < 300) return interpretResult(status, body.toString())
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
