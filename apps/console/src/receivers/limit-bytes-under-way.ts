import { Transform } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import { OverloadedError } from '../model/row-sink.ts'

const retryAfterSeconds = 1

/**
 * Rejects requests while the bodies of requests in flight exceed `maxBytes` together. Bytes count from
 * their arrival until the response is sent. A single request is always accepted.
 */
export function limitBytesUnderWay(app: FastifyInstance, maxBytes: number): void {
  let bytesUnderWay = 0
  app.addHook('preParsing', (_request, reply, payload, done) => {
    let ownBytes = 0
    reply.raw.once('close', () => {
      bytesUnderWay -= ownBytes
      ownBytes = 0
    })
    const counted = new Transform({
      transform(chunk: Buffer, _encoding, next) {
        if (bytesUnderWay > ownBytes && bytesUnderWay + chunk.length > maxBytes) {
          payload.unpipe(counted)
          // Drains the body: otherwise the client would not read the response.
          payload.resume()
          next(
            new OverloadedError(
              `Request bodies in flight exceed ${maxBytes} bytes`,
              retryAfterSeconds,
            ),
          )
          return
        }
        ownBytes += chunk.length
        bytesUnderWay += chunk.length
        next(null, chunk)
      },
    })
    payload.on('error', (error) => counted.destroy(error))
    done(null, payload.pipe(counted))
  })
}
