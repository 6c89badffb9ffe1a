import type { SendOutcome } from '../../delivery/batch-sender.ts'
import { createPoster } from '../../delivery/post.ts'
import { interpretResponse } from './interpret-response.ts'

export interface OccurrencePoster {
  /** Makes one attempt. Rejects when the network fails or `signal` aborts. */
  post(body: string, signal: AbortSignal): Promise<SendOutcome>
  close(): void
}

export function createOccurrencePoster(endpoint: string, accessToken: string): OccurrencePoster {
  const { post, close } = createPoster()
  const url = new URL(endpoint)
  const headers = { 'content-type': 'application/json', 'x-rollbar-access-token': accessToken }

  return {
    post: async (body, signal) => {
      const response = await post(url, headers, body, signal)
      return interpretResponse(response.status, response.headers, response.body.toString())
    },
    close,
  }
}
