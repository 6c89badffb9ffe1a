import { EventEmitter, once } from 'node:events'
import { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import Fastify, { type FastifyServerOptions } from 'fastify'
import { telemetryPlugin } from '../../src/plugin/index.ts'
import type { Telemetry } from '../../src/telemetry.ts'

export const streamMillis = 400

/** An app with a route for each terminal state; `events` reports the progress of its handlers. */
export async function startTerminalStatesApp(
  telemetry: Telemetry,
  options: FastifyServerOptions = {},
) {
  const events = new EventEmitter()
  const app = Fastify({ forceCloseConnections: true, ...options })
  app.register(telemetryPlugin, { telemetry })

  app.get('/ok', async () => ({ ok: true }))
  app.post('/created', async (_request, reply) => reply.code(201).send({ ok: true }))
  app.get('/not-modified', (_request, reply) => void reply.code(304).send())
  app.get('/conflict', async () => {
    throw Object.assign(new Error('taken already'), { statusCode: 409 })
  })
  app.get('/throws', async () => {
    throw new TypeError('it broke')
  })
  app.get('/code-500', (_request, reply) => void reply.code(500).send({ error: 'own body' }))
  app.get(
    '/validated',
    { schema: { querystring: { type: 'object', required: ['limit'] } } },
    async () => ({}),
  )
  app.get('/stream', (_request, reply) => {
    const chunks = async function* () {
      yield 'first'
      await sleep(streamMillis)
      yield 'last'
    }
    return reply.send(Readable.from(chunks()))
  })
  app.get('/late', async (request) => {
    events.emit('entered')
    await once(request.raw.socket, 'close')
    return { too: 'late' }
  })
  app.get('/endless', (_request, reply) => {
    const chunks = async function* () {
      for (;;) {
        yield 'x'.repeat(1000)
        await sleep(5)
      }
    }
    return reply.send(Readable.from(chunks()))
  })
  app.get('/until-released', async () => {
    events.emit('entered')
    await once(events, 'released')
    return { released: true }
  })
  app.get('/never', () => {
    events.emit('entered')
    return new Promise(() => {})
  })
  app.get('/times-out', { handlerTimeout: 100 }, () => new Promise(() => {}))
  app.get('/breaks-off', (_request, reply) => {
    const chunks = async function* () {
      yield 'first'
      await sleep(20)
      throw new Error('the source dried up')
    }
    return reply.send(Readable.from(chunks()))
  })

  const url = await app.listen({ port: 0, host: '127.0.0.1' })
  return { app, url, events }
}
