import type { FastifyInstance } from 'fastify'

/** Names of this machine to itself, which a page of another origin cannot take over by its own DNS. */
const loopbackNames = ['localhost', '127.0.0.1', '[::1]']

/**
 * Refuses requests that name a host which is not this console, so that no web page reaches it by
 * pointing its own name here, and requests that a page of another origin makes.
 * @param allowedHosts further names, without port
 */
export function guardHost(app: FastifyInstance, allowedHosts: readonly string[]): void {
  const allowed = new Set([...loopbackNames, ...allowedHosts.map((host) => host.toLowerCase())])
  const isAllowed = (authority: string) => allowed.has(withoutPort(authority))

  app.addHook('onRequest', async (request) => {
    const { host, origin } = request.headers
    if (!isAllowed(host ?? ''))
      throw forbidden(
        `The host ${JSON.stringify(host ?? '')} is not known here: open http://localhost, or add it to CONSOLE_ALLOWED_HOSTS`,
      )
    if (origin !== undefined && !isAllowed(URL.parse(origin)?.host ?? ''))
      throw forbidden('Pages of other origins may not use the console')
  })
}

function withoutPort(authority: string): string {
  return authority.toLowerCase().replace(/:\d+$/, '')
}

function forbidden(message: string) {
  return Object.assign(new Error(message), { statusCode: 403, code: 'CON_API_FORBIDDEN' })
}
