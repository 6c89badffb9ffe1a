import type { FastifyInstance } from 'fastify'
import { parseBoundedJson } from '../../decode/bounded-json.ts'
import { OverloadedError } from '../../model/row-sink.ts'

/** SDKs send different content types; the body is always JSON. */
export function readAnyJson(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => {
    try {
      done(null, body === '' ? {} : parseBoundedJson(String(body)))
    } catch (error) {
      if (error instanceof RangeError) return done(error)
      done(Object.assign(new SyntaxError('The body is not JSON'), { statusCode: 400 }))
    }
  })
}

/** Error responses as SDKs read them: the type in a header, the text in `Message`. */
export function registerXrayErrors(app: FastifyInstance): void {
  app.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
    if (error instanceof OverloadedError) {
      reply.header('retry-after', Math.ceil(error.retryAfterSeconds))
      return reply
        .code(429)
        .header('x-amzn-errortype', 'ThrottledException')
        .send({ Message: 'The console is overloaded: retry later' })
    }
    const statusCode = error.statusCode ?? 500
    return reply
      .code(statusCode)
      .header('x-amzn-errortype', statusCode < 500 ? 'InvalidRequestException' : 'InternalFailure')
      .send({
        Message: statusCode < 500 ? error.message : 'Internal error: see the log of the console',
      })
  })
}
