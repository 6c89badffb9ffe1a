import type { FastifyInstance } from 'fastify'
import { requestSignal } from '../model/request-signal.ts'

/** Cancels the queries of a request whose client closes the connection, such as those of a page that is left. */
export function cancelQueries(app: FastifyInstance): void {
  app.addHook('onRequest', (_request, reply, done) => {
    const gone = new AbortController()
    reply.raw.once('close', () => {
      if (!reply.raw.writableFinished) gone.abort()
    })
    requestSignal.run(gone.signal, done)
  })
}
