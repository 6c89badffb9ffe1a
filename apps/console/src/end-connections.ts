import type { FastifyInstance } from 'fastify'

const sweepMillis = 50

/**
 * Lets an app close as soon as its requests are complete. Node keeps a connection that was busy at
 * close time open until its keep-alive timeout; connections still open at the cut-off are destroyed.
 */
export function endConnections(
  app: Pick<FastifyInstance, 'addHook' | 'server'>,
  cutOffMillis: number,
): void {
  app.addHook('preClose', async () => {
    if (!app.server.listening) return
    const sweep = setInterval(() => app.server.closeIdleConnections(), sweepMillis)
    const cutOff = setTimeout(() => app.server.closeAllConnections(), cutOffMillis)
    app.server.once('close', () => {
      clearInterval(sweep)
      clearTimeout(cutOff)
    })
  })
}
