import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

/** Names of this machine to itself, which a page of another origin cannot take over by its own DNS. */
const loopbackNames = ['localhost', '127.0.0.1', '[::1]']
const preflightSeconds = 7_200

/** Routes that web pages of other origins may send telemetry to. */
export interface ReceiverRoutes {
  /** Further origins, besides loopback ones. */
  readonly origins: readonly string[]
  isReceiver(path: string): boolean
}

/** Returns whether a host, with or without port, is loopback or among further names. */
export function createHostCheck(allowedHosts: readonly string[]): (authority: string) => boolean {
  const allowed = new Set([...loopbackNames, ...allowedHosts.map((host) => host.toLowerCase())])
  return (authority) => allowed.has(withoutPort(authority))
}

/**
 * Refuses requests with an unknown Host header, so that no web page reaches the console through its own
 * DNS name, and requests from pages of other origins. Receiver routes accept loopback and configured
 * origins with CORS; all other routes stay unreadable for pages of other origins.
 * @param allowedHosts further names, without port
 */
export function guardHost(
  app: FastifyInstance,
  allowedHosts: readonly string[],
  receivers: ReceiverRoutes = { origins: [], isReceiver: () => false },
): void {
  const isAllowed = createHostCheck(allowedHosts)

  app.addHook('onRequest', async (request, reply) => {
    const { host, origin } = request.headers
    if (!isAllowed(host ?? ''))
      throw forbidden(
        `The host ${JSON.stringify(host ?? '')} is not allowed: use http://localhost, or add it to CONSOLE_ALLOWED_HOSTS`,
      )
    if (origin === undefined) return
    const isReceiver = receivers.isReceiver(request.url)
    const isKnown = isAllowed(URL.parse(origin)?.host ?? '')
    if (!isKnown && !(isReceiver && receivers.origins.includes(origin)))
      throw forbidden(
        isReceiver
          ? `The origin ${JSON.stringify(origin)} is not allowed: add it to CONSOLE_ALLOWED_ORIGINS`
          : 'Requests from other origins are not allowed',
      )
    if (isReceiver) return allowOrigin(origin, request, reply)
  })
}

/** Adds the CORS headers, and responds to a preflight. */
function allowOrigin(origin: string, request: FastifyRequest, reply: FastifyReply) {
  reply.headers({
    'access-control-allow-origin': origin,
    'access-control-expose-headers': 'retry-after',
    vary: 'origin',
  })
  const { headers, method } = request
  if (method !== 'OPTIONS' || headers['access-control-request-method'] === undefined) return
  return reply
    .headers({
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers': requestedHeaders(request),
      'access-control-max-age': preflightSeconds,
      ...(headers['access-control-request-private-network'] && {
        'access-control-allow-private-network': 'true',
      }),
    })
    .code(204)
    .send()
}

function requestedHeaders({ headers }: FastifyRequest): string {
  const requested = String(headers['access-control-request-headers'] ?? '')
  return /^[\w, -]{1,1000}$/.test(requested) ? requested : 'content-type'
}

function withoutPort(authority: string): string {
  return authority.toLowerCase().replace(/:\d+$/, '')
}

function forbidden(message: string) {
  return Object.assign(new Error(message), { statusCode: 403, code: 'CON_API_FORBIDDEN' })
}
