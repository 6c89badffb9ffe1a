import { Agent, get } from 'node:http'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { FastifyOtelRequestContext } from '@fastify/otel'
import { trace } from '@opentelemetry/api'
import Fastify, { type FastifyInstance, LogController } from 'fastify'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { telemetryPlugin } from '../../src/plugin/index.ts'
import { startTestTelemetry } from '../../src/testing/start-test-telemetry.ts'

setFlagsFromString('--expose-gc')
const collectGarbage: () => void = runInNewContext('gc')
const recorded = startTestTelemetry({ serviceName: 'under-test' })
let app: FastifyInstance
beforeEach(() => {
  recorded.clear()
  app = Fastify()
})
afterEach(() => app.close())

describe('an app without the plugin', () => {
  it.each([
    ['200', 'unset'],
    ['404', 'unset'],
    ['500', 'error'],
  ])('has one span for a response with %s', async (status, expected) => {
    app.get('/:status', (request, reply) => {
      const { status } = request.params as { status: string }
      reply.code(Number(status)).send(trace.getActiveSpan()?.spanContext().traceId)
    })
    const { body } = await app.inject(`/${status}`)
    expect(recorded.spans).toMatchObject([
      {
        name: 'GET /:status',
        traceId: body,
        status: expected,
        attributes: { 'http.response.status_code': Number(status), 'http.route': '/:status' },
      },
    ])
    expect(recorded.logLines).toEqual([])
  })
})

describe('the options of @fastify/otel for a route', () => {
  beforeEach(() => app.register(telemetryPlugin))

  it('otel: false records no span', async () => {
    app.get('/', { config: { otel: false } }, async (request) => {
      const { enabled, instrumented, span, inject } =
        request.opentelemetry() as FastifyOtelRequestContext
      inject({})
      return { enabled, instrumented, span, active: trace.getActiveSpan() !== undefined }
    })
    const response = await app.inject('/')
    expect(response.json()).toEqual({
      ...{ enabled: false, instrumented: false, span: null, active: false },
    })
    expect(response.headers.traceresponse).toBeUndefined()
    expect(recorded.spans).toEqual([])
    expect(recorded.logLines).toHaveLength(1)
  })

  it('spans of the handler and of hooks are below the request span', async () => {
    app.get(
      '/',
      {
        config: { otel: { instrumentHandler: true, instrumentHooks: ['preHandler', 'onSend'] } },
        preHandler: async function check() {},
        onSend: async function sign() {},
      },
      async function respond() {
        return 'x'
      },
    )
    await app.inject('/')
    const request = recorded.spans.find(({ name }) => name === 'GET /')
    const others = recorded.spans.filter((span) => span !== request)
    expect(others.map(({ name }) => name).sort()).toEqual([
      'handler - respond',
      'onSend - sign',
      'preHandler - check',
    ])
    for (const span of others) expect(span.parentSpanId).toBe(request?.spanId)
    expect(request).toMatchObject({
      status: 'unset',
      attributes: { 'http.response.status_code': 200 },
    })
  })

  it('the app has the plugin of @fastify/otel, and hooks of routes run in their order', async () => {
    const order: string[] = []
    const step = (name: string) => async () => void order.push(name)
    app.addHook('onSend', step('app'))
    app.get('/', { onSend: [step('first'), step('second')], onError: step('error') }, async () => {
      throw new Error('broken')
    })
    await app.inject('/')
    expect(order).toEqual(['error', 'app', 'first', 'second'])
    expect(app.hasPlugin('@fastify/otel')).toBe(true)
  })
})

describe('the logger of a request to an app with logger: false', () => {
  const bindings = (line: object | undefined) => {
    const { reqId, request_id, own } = line as Record<string, unknown>
    return { reqId, request_id, own }
  }

  it.each([
    ['a route', '/'],
    ['no route', '/missing'],
  ])('has the request ID with %s', async (_, url) => {
    const logController = new LogController({ requestIdLogLabel: 'request_id' })
    app = Fastify({ genReqId: () => 'id-1', logController })
    app.register(telemetryPlugin)
    app.addHook('onRequest', async (request, reply) => {
      request.log.info('from the request')
      reply.log.info('from the reply')
    })
    app.get('/', async () => 'x')
    await app.inject(url)
    expect(recorded.logLines.map(bindings)).toEqual(
      Array.from({ length: 3 }, () => ({ request_id: 'id-1' })),
    )
  })

  it.each([
    ['the app', (own: FastifyInstance) => own],
    ['an encapsulated part', undefined],
  ])('comes once from the factory of %s', async (_, scope) => {
    let created = 0
    const build = (own: FastifyInstance) => {
      own.setChildLoggerFactory((logger, given, options) => {
        created += 1
        return logger.child({ ...given, own: true }, options)
      })
      own.get('/', async (request) => {
        request.log.info('x')
        return 'x'
      })
    }
    app.register(telemetryPlugin)
    if (scope) build(app)
    else app.register(async (part) => build(part))
    await app.inject('/')
    expect(created).toBe(1)
    expect(recorded.logLines.map(bindings)).toEqual([
      { reqId: 'req-1', own: true },
      { reqId: 'req-1', own: true },
    ])
  })

  it('has the serializers of the route', async () => {
    app.register(telemetryPlugin)
    app.get('/', { logSerializers: { own: () => 'serialized' } }, async (request) => {
      request.log.info({ own: 'x' }, 'line')
      return 'x'
    })
    await app.inject('/')
    expect(bindings(recorded.logLines[0])).toEqual({ reqId: 'req-1', own: 'serialized' })
  })
})

it('an idle connection does not keep its last request in memory', async () => {
  let request: WeakRef<object> | undefined
  app.register(telemetryPlugin)
  app.post('/', async (own) => {
    request = new WeakRef(own)
    return 'x'
  })
  const url = await app.listen({ port: 0, host: '127.0.0.1' })
  const agent = new Agent({ keepAlive: true })
  await new Promise((resolve) => {
    get(url, { agent, method: 'POST' }, (response) => response.resume().on('close', resolve))
  })
  await expect.poll(() => recorded.logLines).toHaveLength(2)
  await expect
    .poll(() => {
      collectGarbage()
      return request?.deref()
    })
    .toBeUndefined()
  expect(Object.keys(agent.freeSockets)).toHaveLength(1)
  agent.destroy()
})
