import type { SendOutcome } from '../../delivery/batch-sender.ts'
import { readResponse } from '../../delivery/read-response.ts'
import { interpretResponse } from './interpret-response.ts'

const maxResponseBytes = 64 * 1024

export interface OccurrencePoster {
  /** Makes one attempt. Rejects when the network fails or `signal` aborts. */
  post(body: string, signal: AbortSignal): Promise<SendOutcome>
  close(): void
}

/** Connections are kept alive, but do not keep the process alive. */
export function createOccurrencePoster(endpoint: string, accessToken: string): OccurrencePoster {
  const secure = new URL(endpoint).protocol === 'https:'
  // Importing node:http as an ES module loads undici (Node 26), which takes 30 ms at start.
  const { Agent, request } = process.getBuiltinModule(secure ? 'node:https' : 'node:http')
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })

  return {
    post: (body, signal) =>
      new Promise((resolve, reject) => {
        const outgoing = request(endpoint, {
          method: 'POST',
          agent,
          signal,
          headers: {
            'content-type': 'application/json',
            'content-length': Buffer.byteLength(body),
            'x-rollbar-access-token': accessToken,
          },
        })
        outgoing.on('socket', (socket) => socket.unref())
        outgoing.on('error', reject)
        outgoing.on('response', (response) => {
          readResponse(response, maxResponseBytes).then(
            (text) => resolve(interpretResponse(response.statusCode ?? 0, response.headers, text)),
            reject,
          )
        })
        outgoing.end(body)
      }),
    close: () => agent.destroy(),
  }
}
