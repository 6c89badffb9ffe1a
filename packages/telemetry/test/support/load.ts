import { Agent, request } from 'node:http'
import { text } from 'node:stream/consumers'

export interface Load {
  /** Requests with a complete response so far, by status. */
  readonly completed: Map<number, number>
  /** X-Ray trace ids of the requests that are made from now on, up to a later call of the function that it returns. */
  watch(): () => string[]
  /** Completed requests of all statuses. */
  total(): number
  /** Resolves when the service takes no more. */
  ended(): Promise<void>
}

let made = 0

/** The X-Ray trace id of the n-th request of all loads. */
const rootOf = (count: number) => `1-6b0332c9-${count.toString(16).padStart(24, 'a')}`

/** Clients that request one path after the other, each segment sampled, until the service is gone or `requests` are made. */
export function startLoad(
  url: string,
  paths: readonly string[],
  clients = 16,
  requests = Number.POSITIVE_INFINITY,
): Load {
  const agent = new Agent({ keepAlive: true, maxSockets: clients })
  const completed = new Map<number, number>()
  let left = requests

  function send(path: string): Promise<void> {
    made += 1
    const headers = { 'x-amzn-trace-id': `Root=${rootOf(made)};Sampled=1` }
    return new Promise((resolve, reject) => {
      request(`${url}${path}`, { agent, headers }, (response) => {
        text(response).then(() => {
          const status = response.statusCode ?? 0
          completed.set(status, (completed.get(status) ?? 0) + 1)
          resolve()
        }, reject)
      })
        .on('error', reject)
        .end()
    })
  }

  async function client(first: number): Promise<void> {
    try {
      for (let count = first; left > 0; count += 1) {
        left -= 1
        await send(paths[count % paths.length] ?? '/')
      }
    } catch {
      // Refused or closed: the service is ending.
    }
  }

  const all = Promise.all(Array.from({ length: clients }, (_, index) => client(index)))
  return {
    completed,
    watch: () => {
      const first = made + 1
      return () => Array.from({ length: made - first + 1 }, (_, index) => rootOf(first + index))
    },
    total: () => [...completed.values()].reduce((sum, count) => sum + count, 0),
    ended: async () => {
      await all
      agent.destroy()
    },
  }
}
