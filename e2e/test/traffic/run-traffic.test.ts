import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createSeededRandom } from '../../planted-traces/build/seeded-random.ts'
import { createRandom } from '../../traffic/random.ts'
import { runTraffic } from '../../traffic/run-traffic.ts'
import { createTally } from '../../traffic/summary.ts'

const uuid = '68f126b0-1ceb-4a33-88be-d90fa7109eee'

async function startServices(
  respond: (request: IncomingMessage, response: ServerResponse) => void,
) {
  const server = createServer(respond).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return { homeUrl: url, userUrl: url }
}

describe('traffic', { timeout: 60_000 }, () => {
  it('sends at its rate, every kind of action, and replies to what it has seen', async () => {
    const paths: string[] = []
    const bodies: unknown[] = []
    const targets = await startServices(async (request, response) => {
      paths.push(request.url ?? '')
      if (request.method === 'POST') bodies.push(await json(request).catch(() => 'not JSON'))
      response.writeHead(200, { 'content-type': 'application/json' })
      response.end(JSON.stringify([{ uuid, expires_at: 'later' }]))
    })
    const tally = createTally()
    const run = await runTraffic({
      ...targets,
      // Fewer in all than may be unanswered at once, however slow the machine is.
      ratePerSecond: 400,
      durationMillis: 1_000,
      random: createRandom(createSeededRandom(1).next),
      onOutcome: ({ name }, outcome) => tally.add(name, outcome),
    })
    expect(run).toMatchObject({ sent: 400, skipped: 0 })
    const counts = new Map(tally.summary().map(({ name, count }) => [name, count]))
    expect([...counts.values()].reduce((sum, count) => sum + count, 0)).toBe(400)
    expect(counts.get('read home')).toBeGreaterThan(100)
    expect(counts.size).toBeGreaterThanOrEqual(11)
    expect(paths).toContain('/api/activities/@Andrew%20Brown')
    expect(paths).toContain(`/api/activities/${uuid}/reply`)
    expect(bodies).toContain('not JSON')
    expect(bodies).toContainEqual({
      handle: expect.any(String),
      message: expect.any(String),
      ttl: expect.any(String),
    })
  })

  it('counts unreachable services and aborted requests, and never fails', async () => {
    const targets = await startServices((request, response) => {
      if (request.url?.includes('home')) setTimeout(() => response.end('[]'), 300)
      else response.destroy()
    })
    const tally = createTally()
    const ending = new AbortController()
    const running = runTraffic({
      ...targets,
      ratePerSecond: 300,
      durationMillis: 60_000,
      signal: ending.signal,
      onOutcome({ name }, outcome) {
        tally.add(name, outcome)
        const outcomes = tally.summary().flatMap((action) => Object.keys(action.outcomes))
        if (outcomes.includes('left') && outcomes.includes('unreachable')) ending.abort()
      },
    })
    const run = await running
    expect(run.durationMillis).toBeLessThan(50_000)
    const left = tally.summary().find(({ name }) => name === 'impatient client')
    expect(left?.outcomes).toEqual({ left: left?.count })
  })
})
