import type { FastifyInstance } from 'fastify'

const sweepMillis = 50

/**
 * Closes an app as soon as its requests are answered. Node keeps a connection that was busy at the
 * close open until its keep-alive time is over, 72 s with Fastify.
 */
export async function closeApp(app: FastifyInstance): Promise<void> {
  const sweep = setInterval(() => app.server.closeIdleConnections(), sweepMillis)
  try {
    await app.close()
  } finally {
    clearInterval(sweep)
  }
}
