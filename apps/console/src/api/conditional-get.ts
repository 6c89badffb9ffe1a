import type { FastifyInstance } from 'fastify'

/** Results that depend on the stored data and the time only. */
const conditional =
  /^\/api\/v1\/(?:services|traces|trace-ids|spans|attributes|logs(?!\/tail)|errors|findings|runs|service-map|compare)\b/
const minuteMillis = 60_000

/**
 * Responds with 304 without a query while no data arrives, so that an idle page costs nothing: browsers
 * send `If-None-Match` by themselves. Ranges back from now move, so a result is valid for a minute.
 * @param dataVersion Changes with the stored data; `undefined` when others write to the store too.
 */
export function respondNotModified(
  app: FastifyInstance,
  dataVersion: () => string | undefined,
  now = Date.now,
): void {
  app.decorateRequest('dataTag', '')
  app.addHook('onRequest', async (request, reply) => {
    const version = dataVersion()
    if (version === undefined || request.method !== 'GET' || !conditional.test(request.url)) return
    const tag = `W/"${version}-${Math.floor(now() / minuteMillis)}"`
    request.dataTag = tag
    if (request.headers['if-none-match'] !== tag) return
    reply.headers({ etag: tag, 'cache-control': 'private, no-cache' })
    return reply.code(304).send()
  })
  app.addHook('onSend', async (request, reply) => {
    if (request.dataTag !== '' && reply.statusCode === 200)
      reply.headers({ etag: request.dataTag, 'cache-control': 'private, no-cache' })
  })
}

declare module 'fastify' {
  interface FastifyRequest {
    dataTag: string
  }
}
