import type { SendOutcome } from '../../delivery/batch-sender.ts'
import { readAnswer } from '../../delivery/read-answer.ts'
import { interpretAnswer } from './answer.ts'

const maxAnswerBytes = 64 * 1024

export interface ItemPoster {
  /** One attempt. Rejects when the network fails or `signal` aborts. */
  post(body: string, signal: AbortSignal): Promise<SendOutcome>
  close(): void
}

/** Connections are kept, and never keep the process: whoever wants to wait for an answer holds it. */
export function createItemPoster(endpoint: string, accessToken: string): ItemPoster {
  const secure = new URL(endpoint).protocol === 'https:'
  // The ES module of http (Node 26) loads undici: 30 ms of a service's start.
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
        outgoing.on('response', (answer) => {
          readAnswer(answer, maxAnswerBytes).then(
            (text) => resolve(interpretAnswer(answer.statusCode ?? 0, answer.headers, text)),
            reject,
          )
        })
        outgoing.end(body)
      }),
    close: () => agent.destroy(),
  }
}
