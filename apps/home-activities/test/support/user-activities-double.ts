import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

type Answer = (request: IncomingMessage, response: ServerResponse) => void

/** A double of user-activities on a real socket; `answer` may change during a test. */
export async function startUserActivities(answer: Answer) {
  const requests: IncomingMessage[] = []
  const double = { answer, requests, url: '', stop }
  const server = createServer((request, response) => {
    requests.push(request)
    double.answer(request, response)
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

export const answers = {
  list:
    (activities: unknown[], headers: Record<string, string> = {}): Answer =>
    (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json', ...headers })
      response.end(JSON.stringify(activities))
    },
  status:
    (status: number, headers: Record<string, string> = {}, body: unknown = {}): Answer =>
    (_request, response) => {
      response.writeHead(status, headers).end(JSON.stringify(body))
    },
  never: (() => undefined) as Answer,
  half: ((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' })
    response.write('[')
  }) as Answer,
  hangUp: ((_request, response) => {
    response.destroy()
  }) as Answer,
  garbage: ((_request, response) => {
    response.end('<html>')
  }) as Answer,
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
