import { Agent, request } from 'node:http'
import { createRandom } from '../console/random.ts'

export interface Load {
  readonly requests: number
  /** Share of requests that fail with a 500. */
  readonly failing: number
  /** Share of requests that the client aborts. */
  readonly aborted: number
}

export interface Sent {
  readonly failed: number
  readonly aborted: number
}

// Few enough that the load generator adds no latency of its own.
const connections = 32
const medianMillis = 10

/** Sends requests of log-normally distributed durations over kept-alive connections. */
export async function sendRequests(url: string, load: Load): Promise<Sent> {
  const random = createRandom(7)
  const share = () => random.integer(1_000_000) / 1_000_000
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const sent = { failed: 0, aborted: 0 }
  let left = load.requests

  async function worker(): Promise<void> {
    while (left > 0) {
      left -= 1
      // Box-Muller; sigma is 0.5.
      const normal = Math.sqrt(-2 * Math.log(1 - share())) * Math.cos(2 * Math.PI * share())
      const takes = Math.min(200, Math.round(medianMillis * Math.exp(normal / 2)))
      const kind = share()
      const fails = kind < load.failing
      const aborts = !fails && kind < load.failing + load.aborted
      if (fails) sent.failed += 1
      if (aborts) sent.aborted += 1
      await send(
        `${url}/work?takes=${aborts ? 50 : takes}${fails ? '&fails=1' : ''}`,
        agent,
        aborts,
      )
    }
  }

  await Promise.all(Array.from({ length: connections }, worker))
  agent.destroy()
  return sent
}

function send(url: string, agent: Agent, aborts: boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { agent }, (response) => {
      response.resume()
      response.on('end', resolve)
    })
    outgoing.on('error', (error) => (aborts ? resolve() : reject(error)))
    outgoing.end()
    // The server must have read the request.
    if (aborts) setTimeout(() => outgoing.destroy(), 25)
  })
}
