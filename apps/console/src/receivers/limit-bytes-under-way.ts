import { Transform } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import { OverloadedError } from '../model/row-sink.ts'

const retryAfterSeconds = 1

/**
 * Sends clients away while the bodies of requests under way hold too much, counted as they arrive
 * and until the answer is out, so that many at once do not fill the memory. One alone is always taken.
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
          // Read to its end, or the client would never come to reading the answer.
          payload.resume()
          next(new OverloadedError('Too many requests are under way', retryAfterSeconds))
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
