import type { FastifyInstance, LogController } from 'fastify'

/**
 * Fastify (5.12) writes up to three lines of its own for a request, the first before there is a trace
 * id. The one line that the plugin writes says it all. The controller is a public class, but the
 * app gives it only to its constructor's option, which would be a second thing for a service to do.
 */
export function quietFastify(app: FastifyInstance): void {
  const key = Object.getOwnPropertySymbols(app).find(
    ({ description }) => description === 'fastify.logController',
  )
  const controller = key && (app as unknown as Record<symbol, LogController>)[key]
  if (controller) Object.assign(controller, { isLogDisabled: () => true })
}
