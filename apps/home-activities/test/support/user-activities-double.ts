import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

type Respond = (request: IncomingMessage, response: ServerResponse) => void

/** A double of user-activities on a real socket; `respond` may change during a test. */
export async function startUserActivities(respond: Respond) {
  const requests: IncomingMessage[] = []
  const double = { respond, requests, url: '', stop }
  const server = createServer((request, response) => {
    requests.push(request)
    double.respond(request, response)
  })
  async function stop() {
    server.closeAllConnections()
    server.close()
  }
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  double.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  onTestFinished(stop)
  return double
}

export const responses = {
  list:
    (activities: unknown[], headers: Record<string, string> = {}): Respond =>
    (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json', ...headers })
      response.end(JSON.stringify(activities))
    },
  status:
    (status: number, headers: Record<string, string> = {}, body: unknown = {}): Respond =>
    (_request, response) => {
      response.writeHead(status, headers).end(JSON.stringify(body))
    },
  never: (() => undefined) as Respond,
  half: ((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' })
    response.write('[')
  }) as Respond,
  hangUp: ((_request, response) => {
    response.destroy()
  }) as Respond,
  garbage: ((_request, response) => {
    response.end('<html>')
  }) as Respond,
}

/** An activity that expires after `liveMillis`. */
export function activity(uuid: string, liveMillis = 3_600_000) {
  const iso = (time: number) => new Date(time).toISOString().replace('Z', '000+00:00')
  return {
    uuid,
    handle: 'worf',
    display_name: 'Worf',
    message: 'Today is a good day',
    created_at: iso(Date.now() - 60_000),
    expires_at: iso(Date.now() + liveMillis),
    likes_count: 0,
    replies_count: 0,
    reposts_count: 0,
    replies: [],
  }
}
