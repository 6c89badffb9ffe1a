import Fastify, { type FastifyInstance } from 'fastify'
import { beforeAll, expect, it } from 'vitest'
import { telemetryPlugin } from '../../src/plugin/index.ts'
import { startTestTelemetry } from '../../src/testing/index.ts'

const traceId = '6b0332c9a1b2c3d4e5f6a7b8c9d0e1f2'
const headers = { traceparent: `00-${traceId}-${'b'.repeat(16)}-01` }
let app: FastifyInstance

beforeAll(async () => {
  startTestTelemetry()
  app = Fastify({ handlerTimeout: 5000 })
  app.register(telemetryPlugin)
  app.get('/throws', async () => {
    throw new Error('it broke')
  })
  app.get(
    '/validated',
    { schema: { querystring: { type: 'object', required: ['limit'] } } },
    async () => ({}),
  )
  app.get('/times-out', { handlerTimeout: 20 }, () => new Promise(() => {}))
  app.get('/own', (_request, reply) => void reply.code(418).send({ trace_id: 'my own', a: 1 }))
  app.get('/text', (_request, reply) => void reply.code(500).send('{"a":1}'))
  app.get('/empty', (_request, reply) => void reply.code(500).send())
  app.get('/list', (_request, reply) => void reply.code(400).send([{ a: 1 }]))
  app.get('/ok', async () => ({ a: 1 }))
  await app.ready()
})

it.each([
  ['/throws', 500],
  ['/validated', 400],
  ['/times-out', 503],
  ['/nowhere', 404],
])("Fastify's own body of %s has the trace ID", async (url, status) => {
  const response = await app.inject({ url, headers })
  expect(response.json()).toMatchObject({
    statusCode: status,
    message: expect.any(String),
    trace_id: traceId,
  })
  expect(response.headers['content-length']).toBe(String(response.rawPayload.length))
})

it.each([
  ['/own', '{"trace_id":"my own","a":1}'],
  ['/text', '{"a":1}'],
  ['/empty', ''],
  ['/list', '[{"a":1}]'],
  ['/ok', '{"a":1}'],
])('the body of %s is unchanged', async (url, body) => {
  expect((await app.inject({ url, headers })).body).toBe(body)
})
