import Fastify from 'fastify'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { telemetryPlugin } from '../../src/index.ts'
import { startTestTelemetry } from '../../src/testing/index.ts'

const telemetry = startTestTelemetry({ variables: { AWS_XRAY_DAEMON_ADDRESS: '127.0.0.1:2000' } })

beforeEach(() => telemetry.clear())

async function start() {
  const app = Fastify()
  await app.register(telemetryPlugin, { telemetry: telemetry.telemetry })
  app.get('/health/ready', async (_request, reply) => reply.code(503).send({ status: 'failing' }))
  app.get('/health/broken', async () => {
    throw new TypeError('broken check')
  })
  app.options('/things', async (_request, reply) => reply.code(204).send())
  app.get('/overloaded', async () => {
    throw Object.assign(new Error('overloaded'), { statusCode: 503, code: 'FST_UNDER_PRESSURE' })
  })
  app.get('/rollbar', async (request) => ({
    uuid: request.telemetry.reportMessage('Hello World!', { level: 'warning' }),
  }))
  onTestFinished(() => app.close())
  return app
}

const recorded = async () => {
  await telemetry.settle()
  const { spans, segments, logLines, errorReports } = telemetry
  return [spans, segments, logLines, errorReports].map(({ length }) => length)
}

test.each([
  ['a failing readiness probe', 'GET', '/health/ready'],
  ['a CORS preflight', 'OPTIONS', '/things'],
] as const)('%s leaves no span, segment, log line or error report', async (_, method, url) => {
  const app = await start()
  for (let times = 0; times < 3; times += 1) await app.inject({ method, url })
  expect(await recorded()).toEqual([0, 0, 0, 0])
})

test('an untraced handler that throws is logged and reported', async () => {
  const app = await start()
  await app.inject('/health/broken')
  expect(await recorded()).toEqual([0, 0, 1, 1])
  expect(telemetry).toHaveErrorReport('broken check')
})

test('load shedding uses one error report', async () => {
  const app = await start()
  for (let times = 0; times < 100; times += 1) await app.inject('/overloaded')
  expect(await recorded()).toEqual([100, 100, 100, 1])
})

test('a message is reported with its level and the request', async () => {
  const app = await start()
  const { uuid } = (await app.inject('/rollbar')).json()
  await telemetry.settle()
  expect(uuid).toMatch(/^[0-9a-f-]{36}$/)
  expect(telemetry).toHaveErrorReport({
    level: 'warning',
    body: { message: { body: 'Hello World!' } },
  })
})
