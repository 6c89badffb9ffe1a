import {
  createServer,
  type IncomingMessage,
  request,
  type Server,
  type ServerResponse,
} from 'node:http'
import { pipeline } from 'node:stream'

/** One URL for all services, for front ends that know one backend. `targetOf` returns a base URL. */
export function createGateway(targetOf: (path: string) => string | undefined): Server {
  return createServer((incoming, outgoing) => {
    const [path = '/'] = (incoming.url ?? '/').split('?', 1)
    const target = targetOf(path)
    if (target === undefined) outgoing.writeHead(404).end(`gateway: no service for ${path}\n`)
    else forward(incoming, outgoing, new URL(target))
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
