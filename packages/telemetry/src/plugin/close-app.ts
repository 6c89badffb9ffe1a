import type { FastifyInstance } from 'fastify'

const sweepMillis = 50

/**
 * Closes an app as soon as its requests are complete. Node keeps a connection that was busy at the
 * time of the close open until its keep-alive timeout, which is 72 s in Fastify.
 */
export async function closeApp(app: FastifyInstance): Promise<void> {
  const sweep = setInterval(() => app.server.closeIdleConnections(), sweepMillis)
  try {
    await app.close()
  } finally {
    clearInterval(sweep)
  }
}
