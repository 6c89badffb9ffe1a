import {
  createServer,
  type IncomingMessage,
  request,
  type Server,
  type ServerResponse,
} from 'node:http'
import { pipeline } from 'node:stream'

export interface GatewayTargets {
  /** Base URL of home-activities. */
  readonly home: string
  /** Base URL of user-activities. */
  readonly user: string
}

/** The rule of every gateway of the project: compose, Kubernetes and AWS have the same. */
const isHomePath = (url: string): boolean => url.split('?', 1)[0] === '/api/activities/home'

/** One URL for both services, for front ends that know one backend. */
export function createGateway({ home, user }: GatewayTargets): Server {
  return createServer((incoming, outgoing) => {
    const target = new URL(isHomePath(incoming.url ?? '/') ? home : user)
    forward(incoming, outgoing, target)
  })
}

function forward(incoming: IncomingMessage, outgoing: ServerResponse, { hostname, port }: URL) {
  const { method, url, headers } = incoming
  const forwarded = request({ hostname, port, method, path: url, headers }, (response) => {
    outgoing.writeHead(response.statusCode ?? 502, response.rawHeaders)
    pipeline(response, outgoing, () => undefined)
  })
  forwarded.on('error', (error) => {
    if (outgoing.headersSent) outgoing.destroy()
    else outgoing.writeHead(502).end(`gateway: ${error.message}\n`)
  })
  outgoing.once('close', () => forwarded.destroy())
  incoming.pipe(forwarded)
}
