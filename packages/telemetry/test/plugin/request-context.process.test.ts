import { once } from 'node:events'
import { connect } from 'node:net'
import type { FastifyOtelRequestContext } from '@fastify/otel'
import { trace } from '@opentelemetry/api'
import Fastify, { type FastifyInstance } from 'fastify'
import { afterEach, beforeEach, describe, expect, expectTypeOf, it } from 'vitest'
import { type RequestOpenTelemetry, telemetryPlugin } from '../../src/plugin/index.ts'
import { startTestTelemetry } from '../../src/testing/start-test-telemetry.ts'

const recorded = startTestTelemetry({ serviceName: 'under-test' })
let app: FastifyInstance
beforeEach(() => {
  recorded.clear()
  app = Fastify()
})
afterEach(() => app.close())

const activeTrace = () => trace.getActiveSpan()?.spanContext().traceId
const traceId = '6b0332c9a1b2c3d4e5f6a7b8c9d0e1f2'
const headers = { traceparent: `00-${traceId}-${'b'.repeat(16)}-01` }

describe('the context of a request', () => {
  it.each<[string, (seen: (place: string) => void) => void]>([
    [
      'a content-type parser of strings',
      (seen) =>
        app.addContentTypeParser('text/csv', { parseAs: 'string' }, (_request, body, done) => {
          seen('parser')
          done(null, body)
        }),
    ],
    [
      'an asynchronous content-type parser',
      (seen) =>
        app.addContentTypeParser(
          'text/csv',
          async (_request: unknown, payload: AsyncIterable<Buffer>) => {
            let text = ''
            for await (const chunk of payload) text += chunk
            seen('parser')
            return text
          },
        ),
    ],
    [
      'listeners of the body',
      (seen) =>
        app.addContentTypeParser('text/csv', (_request, payload, done) => {
          payload.on('data', () => seen('data'))
          payload.on('end', () => {
            seen('end')
            done(null, 'x')
          })
        }),
    ],
    [
      'preParsing and preValidation hooks',
      (seen) => {
        app.addHook('preParsing', async () => seen('preParsing'))
        app.addHook('preValidation', async () => seen('preValidation'))
        app.addContentTypeParser('text/csv', { parseAs: 'buffer' }, async () => 'x')
      },
    ],
    [
      'events of the request and the response',
      (seen) => {
        app.addContentTypeParser('text/csv', { parseAs: 'buffer' }, async () => 'x')
        app.addHook('onRequest', async (request, reply) => {
          request.raw.on('close', () => seen('request close'))
          reply.raw.on('finish', () => seen('response finish'))
          reply.raw.on('close', () => seen('response close'))
        })
        app.addHook('onResponse', async () => seen('onResponse'))
      },
    ],
  ])('is active in %s', async (_title, build) => {
    const places: [string, string | undefined][] = []
    app.register(telemetryPlugin)
    build((place) => {
      places.push([place, activeTrace()])
    })
    app.post('/', async () => activeTrace())
    const url = await app.listen({ port: 0, host: '127.0.0.1' })
    const response = await fetch(url, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'text/csv', connection: 'close' },
      body: 'a,b',
    })
    expect(await response.text()).toBe(traceId)
    await app.close()
    expect(places.length).toBeGreaterThan(0)
    for (const [place, active] of places) expect([place, active]).toEqual([place, traceId])
  })

  it('is active in events of an object that inherits from the request', async () => {
    app.register(telemetryPlugin)
    app.get('/', async ({ raw }) => {
      const derived: typeof raw = Object.create(raw)
      let seen: string | undefined
      derived.on('own', () => {
        seen = activeTrace()
      })
      derived.emit('own')
      return seen
    })
    expect((await app.inject({ url: '/', headers })).body).toBe(traceId)
  })

  it('is active in onRequestAbort', async () => {
    const { promise: aborted, resolve } = Promise.withResolvers<string | undefined>()
    const { promise: entered, resolve: enter } = Promise.withResolvers<void>()
    app.register(telemetryPlugin)
    app.addHook('onRequestAbort', async (_request) => resolve(activeTrace()))
    app.get('/', () => {
      enter()
      return new Promise(() => {})
    })
    const { port } = new URL(await app.listen({ port: 0, host: '127.0.0.1' }))
    const socket = connect(Number(port), '127.0.0.1')
    socket.write(`GET / HTTP/1.1\r\nhost: x\r\ntraceparent: ${headers.traceparent}\r\n\r\n`)
    await entered
    socket.destroy()
    await once(socket, 'close')
    expect(await aborted).toBe(traceId)
  })
})

describe('the order of registration', () => {
  const broken = async () => {
    throw new Error('key store is down')
  }
  it.each<[string, () => void]>([
    [
      'a hook before the plugin',
      () => {
        app.addHook('onRequest', broken)
        app.register(telemetryPlugin)
      },
    ],
    [
      'a hook after the plugin',
      () => {
        app.register(telemetryPlugin)
        app.addHook('onRequest', broken)
      },
    ],
    [
      'a plugin before the plugin',
      () => {
        app.register(async (sub) => {
          sub.addHook('preParsing', broken)
          sub.get('/', async () => 'x')
        })
        app.register(telemetryPlugin)
      },
    ],
  ])('does not matter for the error of %s', async (title, build) => {
    build()
    if (!title.startsWith('a plugin')) app.get('/', async () => 'x')
    const response = await app.inject({ url: '/', headers })
    await recorded.settle()
    expect(response.statusCode).toBe(500)
    expect(response.headers.traceresponse).toContain(traceId)
    expect(response.json().trace_id).toBe(traceId)
    expect(recorded.spans).toMatchObject([
      { name: 'GET /', traceId, status: 'error', events: [{ name: 'exception' }] },
    ])
    expect(recorded.segments).toMatchObject([{ fault: true }])
    expect(recorded.errorReports).toMatchObject([{ custom: { trace_id: traceId } }])
    expect(recorded.logLines).toMatchObject([
      { level: 'error', trace_id: traceId, err: { message: 'key store is down' } },
    ])
  })

  it('registers twice without an effect', async () => {
    app.register(telemetryPlugin)
    app.register(telemetryPlugin)
    app.get('/', async () => 'x')
    await app.inject('/')
    expect(recorded.spans).toHaveLength(1)
    expect(recorded.logLines).toHaveLength(1)
  })

  it('in a part of the app records the requests of that part', async () => {
    app.register(async (sub) => {
      await sub.register(telemetryPlugin)
      sub.get('/in', async () => 'x')
    })
    app.get('/out', async () => 'x')
    const [inside, outside] = [await app.inject('/in'), await app.inject('/out')]
    expect([inside.headers.traceresponse, outside.headers.traceresponse]).toEqual([
      expect.any(String),
      undefined,
    ])
    expect(recorded.logLines.map(({ route }) => route)).toEqual(['/in'])
  })

  it('lets the application serve the path of the ledger', async () => {
    app.register(telemetryPlugin, { ledgerPath: false })
    app.get('/health/telemetry', async () => 'mine')
    expect((await app.inject('/health/telemetry')).body).toBe('mine')
  })
})

describe('request.opentelemetry()', () => {
  it('has the type of @fastify/otel', () => {
    expectTypeOf<FastifyOtelRequestContext>().toExtend<RequestOpenTelemetry>()
  })

  it('returns the span and context of the request', async () => {
    app.register(telemetryPlugin)
    app.get('/', async (request) => {
      const { enabled, span, context, tracer, inject, extract } = request.opentelemetry()
      const carrier: Record<string, string> = {}
      inject(carrier)
      if (!span || !context) return 'nothing'
      span.setAttribute('app.own', true)
      tracer.startSpan('child', {}, context).end()
      return {
        enabled,
        same: span === trace.getActiveSpan(),
        carrier,
        remote: extract({}) !== undefined,
      }
    })
    const body = (await app.inject({ url: '/', headers })).json()
    expect(body).toMatchObject({ enabled: true, same: true, remote: true })
    const [child, span] = recorded.spans
    expect(body.carrier.traceparent).toContain(`${traceId}-${span?.spanId}`)
    expect(child).toMatchObject({ name: 'child', parentSpanId: span?.spanId })
    expect(span).toMatchObject({ attributes: { 'app.own': true }, status: 'unset' })
  })

  it('keeps a status that the application sets and ignores that of a handled error', async () => {
    app.register(telemetryPlugin)
    app.get('/own', async (request) => {
      request.opentelemetry().span?.setStatus({ code: 2, message: 'degraded' })
      return 'x'
    })
    app.get('/gone', async () => {
      throw Object.assign(new Error('gone'), { statusCode: 410 })
    })
    await app.inject('/own')
    await app.inject('/gone')
    expect(recorded.spans).toMatchObject([
      { status: 'error', statusMessage: 'degraded' },
      { status: 'unset', attributes: { 'http.response.status_code': 410 } },
    ])
  })
})

describe('Server-Timing', () => {
  it.each([
    ['alone', undefined, /^trace;desc="00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]"$/],
    ['after the entries of the application', 'db;dur=53', /^db;dur=53, trace;desc="00-/],
  ])('has the trace ID %s', async (_title, own, expected) => {
    app.register(telemetryPlugin)
    app.get('/', async (_request, reply) => {
      if (own) reply.header('Server-Timing', own)
      return 'x'
    })
    const response = await app.inject('/')
    expect(response.headers['server-timing']).toMatch(expected)
    expect(response.headers['server-timing']).toContain(response.headers.traceresponse)
  })
})
