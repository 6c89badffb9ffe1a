import { once } from 'node:events'
import { connect } from 'node:net'
import type { SpanProcessor } from '@opentelemetry/sdk-trace'
import Fastify, { type FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { telemetryPlugin } from '../../src/index.ts'
import { type Everything, startAll } from '../support/start-all.ts'

let plain: FastifyInstance
let backends: Everything
let app: FastifyInstance
let count = 0
/** Names and attributes as samplers see them. */
const started: { name: string; attributes: object }[] = []
const seesStart: SpanProcessor = {
  onStart: ({ name, attributes }) => started.push({ name, attributes: { ...attributes } }),
  onEnd: () => undefined,
  forceFlush: () => Promise.resolve(),
  shutdown: () => Promise.resolve(),
}

beforeAll(async () => {
  plain = Fastify({ routerOptions: { maxParamLength: 20 } })
  routes(plain)
  await plain.listen({ port: 0, host: '127.0.0.1' })
  backends = await startAll({}, { spanProcessors: [seesStart] })
  app = Fastify({ routerOptions: { maxParamLength: 20 } })
  app.register(telemetryPlugin, { telemetry: backends.telemetry })
  routes(app)
  await app.listen({ port: 0, host: '127.0.0.1' })
})
afterAll(async () => {
  await Promise.all([plain.close(), app.close()])
  await backends.stop()
})

function routes(instance: FastifyInstance): void {
  instance.addHttpMethod('PROPFIND')
  instance.route({ method: ['GET', 'POST', 'PROPFIND'], url: '/a/:id', handler: async () => 'a' })
  instance.get('/fails', async () => {
    throw Object.assign(new DOMException('too slow', 'TimeoutError'))
  })
  instance.get('/refused', async () => {
    throw Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })
  })
  instance.setNotFoundHandler((_request, reply) => reply.code(404).send({ missing: true }))
}

/** Sends a request line as it is and returns the response. */
async function send(
  target: FastifyInstance,
  line: string,
  headers: readonly string[] = ['Host: api.example:8080'],
): Promise<string> {
  const { port } = target.server.address() as { port: number }
  const socket = connect(port, '127.0.0.1')
  let received = ''
  socket.on('data', (chunk) => {
    received += chunk
  })
  socket.write([`${line} HTTP/1.1`, ...headers, 'Connection: close', '', ''].join('\r\n'))
  await once(socket, 'close')
  return received
}

async function spansOf(line: string, headers?: readonly string[]) {
  count += 1
  const traceId = count.toString(16).padStart(32, 'b')
  const parent = `traceparent: 00-${traceId}-00f067aa0ba902b7-01`
  const response = await send(app, line, [...(headers ?? ['Host: api.example:8080']), parent])
  const ofTrace = () => backends.otlp.spans().filter((span) => span.traceId === traceId)
  await expect
    .poll(async () => {
      await backends.telemetry.flush()
      return ofTrace().length
    })
    .toBeGreaterThan(0)
  const lines = backends.lines.filter((one) => one.trace_id === traceId)
  return { response, spans: ofTrace(), lines }
}

it.each([
  [
    'GET /a/1?x=1',
    'GET /a/:id',
    {
      'http.request.method': 'GET',
      'http.route': '/a/:id',
      'url.path': '/a/1',
      'url.query': 'x=[redacted]',
      'url.scheme': 'http',
      'server.address': 'api.example',
      'server.port': 8080,
      'network.peer.address': '127.0.0.1',
      'network.peer.port': expect.any(Number),
      'network.protocol.version': '1.1',
      'client.address': '127.0.0.1',
    },
  ],
  [
    'PROPFIND /a/1',
    'HTTP /a/:id',
    { 'http.request.method': '_OTHER', 'http.request.method_original': 'PROPFIND' },
  ],
  ['GET /a/1?', 'GET /a/:id', { 'url.path': '/a/1' }],
  [
    'GET http://other.example:81/a/1?x=1',
    'GET /a/:id',
    {
      'url.path': '/a/1',
      'url.query': 'x=[redacted]',
      'server.address': 'other.example',
      'server.port': 81,
    },
  ],
  [
    'GET http://[2001:db8::1]:81/a/1',
    'GET /a/:id',
    { 'server.address': '2001:db8::1', 'server.port': 81 },
  ],
  ['GET /missing/path', 'GET', { 'url.path': '/missing/path', 'http.response.status_code': 404 }],
  ['PROPFIND /missing', 'HTTP', { 'http.request.method': '_OTHER' }],
  ['GET /fails', 'GET /fails', { 'error.type': 'TimeoutError' }],
  ['GET /refused', 'GET /refused', { 'error.type': 'ECONNREFUSED' }],
])('records one span and one line for %j', async (line, name, attributes) => {
  const { spans, lines } = await spansOf(line)
  expect(spans.map((span) => span.name)).toEqual([name])
  expect(spans[0]?.attributes).toMatchObject(attributes)
  expect(spans[0]?.attributes).not.toHaveProperty('fastify.root')
  if (!line.startsWith('PROPFIND')) {
    expect(spans[0]?.attributes).not.toHaveProperty('http.request.method_original')
  }
  expect(lines.filter(({ msg }) => msg === 'request completed')).toHaveLength(1)
})

it('samplers see the name and the attributes of a request', async () => {
  await spansOf('GET /a/1?x=1', ['Host: api.example:8080', 'User-Agent: test'])
  expect(started.at(-1)).toEqual({
    name: 'GET /a/:id',
    attributes: {
      'http.request.method': 'GET',
      'http.route': '/a/:id',
      'url.path': '/a/1',
      // Redacted when it is exported.
      'url.query': 'x=1',
      'url.scheme': 'http',
      'server.address': 'api.example',
      'server.port': 8080,
      'network.peer.address': '127.0.0.1',
      'network.peer.port': expect.any(Number),
      'network.protocol.version': '1.1',
      'client.address': '127.0.0.1',
      'user_agent.original': 'test',
    },
  })
})

it('omits attributes that an HTTP/1.0 client does not send', async () => {
  const { spans } = await spansOf('GET /a/1?', ['Host:'])
  for (const key of ['server.address', 'server.port', 'url.query', 'user_agent.original']) {
    expect(spans[0]?.attributes).not.toHaveProperty(key)
  }
})

it.each([
  ['GET /%E0%A4%A', 400],
  [`GET /a/${'x'.repeat(50)}`, 414],
])('records a request that Fastify rejects before its hooks: %j', async (line, status) => {
  const { response, spans, lines } = await spansOf(line)
  expect(spans.map((span) => span.name)).toEqual(['GET'])
  expect(spans[0]?.attributes).toMatchObject({
    'http.request.method': 'GET',
    'http.response.status_code': status,
  })
  expect(lines).toMatchObject([{ level: 'warn', status, msg: 'request completed' }])
  expect(response).toContain('traceresponse: ')

  const own = ['traceresponse', 'server-timing', 'date']
  const withoutOwn = (text: string) =>
    text
      .split('\r\n')
      .filter((row) => !own.some((header) => row.toLowerCase().startsWith(`${header}:`)))
  expect(withoutOwn(response)).toEqual(withoutOwn(await send(plain, line)))
})

it('the span has the size of the response body, except for HEAD', async () => {
  const { spans } = await spansOf('GET /a/1')
  expect(spans[0]?.attributes['http.response.body.size']).toBe(1)
  const head = await spansOf('HEAD /a/1')
  expect(head.spans[0]?.attributes).not.toHaveProperty('http.response.body.size')
})
