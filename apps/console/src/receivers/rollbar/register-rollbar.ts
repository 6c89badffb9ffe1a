import { randomUUID } from 'node:crypto'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { decodeItem } from '../../decode/rollbar/item.ts'
import type { ReceiverCounters } from '../../model/receiver-counters.ts'
import { OverloadedError, type RowSink } from '../../model/row-sink.ts'
import { limitBytesUnderWay } from '../limit-bytes-under-way.ts'
import { createRecordCounts } from '../record-counts.ts'
import { readPayload } from './payload.ts'

export interface RollbarOptions {
  readonly sink: RowSink
  readonly nowMillis?: () => number
  /** Older occurrences are refused. */
  readonly retentionDays?: number | undefined
  /** Called with each internal error. */
  onError(error: unknown): void
}

export interface RollbarReceiver {
  counters(): ReceiverCounters
}

/** Rollbar's limit is 512 KiB; form encoding can triple it. */
const maxBodyBytes = 2 * 1024 * 1024
const maxBytesUnderWay = 64 * 1024 * 1024

/**
 * Rollbar's item API: `POST /api/1/item/` with JSON, or a form whose `payload` is JSON. Requires an
 * access token, accepts any value, and never stores it.
 */
export async function registerRollbar(
  app: FastifyInstance,
  options: RollbarOptions,
): Promise<RollbarReceiver> {
  const { sink, nowMillis = Date.now, retentionDays } = options
  const counts = createRecordCounts()

  await app.register(async (scope) => {
    limitBytesUnderWay(scope, maxBytesUnderWay)
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser(
      '*',
      { parseAs: 'string', bodyLimit: maxBodyBytes },
      (_, body, done) => done(null, body),
    )
    scope.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
      if (error instanceof OverloadedError) return refuseForNow(reply, error.retryAfterSeconds)
      const { statusCode = 500 } = error
      if (statusCode < 500) counts.reject(error.message)
      else options.onError(error)
      const message =
        statusCode < 500 ? error.message : 'Internal error: see the log of the console'
      return refuse(reply, statusCode, message)
    })

    scope.addHook('onRequest', async () => {
      counts.add('received', 1)
    })
    for (const path of ['/api/1/item/', '/api/1/item']) {
      scope.post(path, async (request, reply) => {
        const payload = readPayload(request.headers, String(request.body ?? ''))
        if ('statusCode' in payload) {
          counts.reject(payload.message)
          return refuse(reply, payload.statusCode, payload.message)
        }
        const uuid = randomUUID().replaceAll('-', '')
        const arrival = { receivedAtMillis: nowMillis(), uuid, retentionDays }
        const decoded = decodeItem(payload.data, arrival)
        if ('problem' in decoded) {
          counts.reject(`Invalid item: ${decoded.problem}`)
          return refuse(reply, 422, `Invalid item: ${decoded.problem}`)
        }
        try {
          await sink.insert('errors', [decoded.row])
        } catch (error) {
          counts.add('dropped', 1)
          throw error
        }
        counts.add('stored', 1)
        return { err: 0, result: { id: null, uuid: decoded.row.Uuid } }
      })
    }
  })

  await app.register(async (scope) => {
    // Accepts and discards the SDK's session spans, so that the SDK does not log errors.
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', (_request, payload, done) => {
      payload.resume()
      done(null)
    })
    scope.post('/api/1/session/', () => ({ err: 0 }))
  })
  return { counters: counts.counters }
}

function refuse(reply: FastifyReply, statusCode: number, message: string) {
  return reply.code(statusCode).send({ err: 1, message })
}

/** The SDK backs off only when it gets these headers. */
function refuseForNow(reply: FastifyReply, retryAfterSeconds: number) {
  const seconds = Math.ceil(retryAfterSeconds)
  reply.headers({
    'retry-after': seconds,
    'x-rate-limit-remaining': 0,
    'x-rate-limit-remaining-seconds': seconds,
  })
  return refuse(reply, 429, 'The console is overloaded: retry later')
}
