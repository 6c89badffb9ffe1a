import type { FastifyInstance } from 'fastify'

const signedForXray = /^AWS4-HMAC-SHA256 Credential=[^/,]*\/\d+\/[^/,]*\/xray\/aws4_request\b/

/** Without this, AWS SDKs report an X-Ray operation that the console lacks as an error without a message. */
export function rejectUnknownOperations(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    if (!request.is404 || !signedForXray.test(request.headers.authorization ?? '')) return
    return reply.code(404).header('x-amzn-errortype', 'UnknownOperationException').send({
      Message:
        'The console does not implement this X-Ray operation; docs/console-apis.md lists the operations',
    })
  })
}
