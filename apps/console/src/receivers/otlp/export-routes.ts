import type { FastifyInstance } from 'fastify'
import type { RecordTimes } from '../../decode/otlp/record-times.ts'
import { encodeSuccess, mediaTypes } from './otlp-response.ts'
import { decompress, encodingOf } from './read-body.ts'
import { type Signal, signals, type Take } from './signals.ts'

/** Each can take 64 MiB and the rows decoded from it. */
const maxUnpackedAtOnce = 2

/** The export paths of OTLP/HTTP. */
export function registerExportRoutes(
  app: FastifyInstance,
  takers: Readonly<Record<Signal, Take>>,
  times: () => RecordTimes,
): void {
  const limited = limitConcurrency(maxUnpackedAtOnce)
  for (const signal of signals)
    app.post(`/v1/${signal}`, async (request, reply) => {
      const encoding = encodingOf(request.headers['content-type'])
      const sent = (request.body as Buffer | undefined) ?? Buffer.alloc(0)
      const { taken } = await limited(async () => {
        const body = await decompress(sent, request.headers['content-encoding'])
        // Only the wait for the store happens outside the limit.
        return { taken: takers[signal](encoding, body, times()) }
      })
      return reply.type(mediaTypes[encoding]).send(encodeSuccess(encoding, await taken))
    })
}

/** Runs at most `max` tasks at once; the others wait in order of arrival. */
function limitConcurrency(max: number) {
  const waiting: (() => void)[] = []
  let free = max
  return async <Result>(work: () => Promise<Result>): Promise<Result> => {
    if (free > 0) free -= 1
    else await new Promise<void>((resolve) => waiting.push(resolve))
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else free += 1
    }
  }
}
