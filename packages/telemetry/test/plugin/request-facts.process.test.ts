import { once } from 'node:events'
import { connect } from 'node:http2'
import Fastify from 'fastify'
import { beforeEach, expect, it } from 'vitest'
import { telemetryPlugin } from '../../src/index.ts'
import { startTestTelemetry } from '../../src/testing/index.ts'

const recorded = startTestTelemetry()
beforeEach(() => recorded.clear())

const duration = 'http.server.request.duration'

it.each([
  ['https', 'https', '/a'],
  ['HTTPS', 'https', '/b'],
  ['x","level":"fatal', 'http', '/c'],
])(
  'a request with X-Forwarded-Proto: %s has the scheme %s in all signals',
  async (sent, scheme, route) => {
    const app = Fastify({ trustProxy: true })
    app.register(telemetryPlugin)
    app.get(route, async () => {
      throw new Error('broke')
    })
    await app.inject({ url: route, headers: { 'x-forwarded-proto': sent, host: 'api.example' } })
    await recorded.settle()

    expect(recorded.spans[0]?.attributes['url.scheme']).toBe(scheme)
    expect(recorded).toHaveSegment({
      http: expect.objectContaining({
        request: expect.objectContaining({ url: `${scheme}://api.example${route}` }),
      }),
    })
    expect(recorded).toHaveLogLine({ level: 'error', msg: 'request completed', scheme })
    expect(recorded).toHaveErrorReport({
      request: expect.objectContaining({ url: `${scheme}://api.example${route}` }),
    })
    expect(recorded).toHaveMetric({
      name: duration,
      attributes: expect.objectContaining({ 'http.route': route, 'url.scheme': scheme }),
    })
    await app.close()
  },
)

it('an HTTP/2 request has one protocol version in all signals', async () => {
  const app = Fastify({ http2: true })
  app.register(telemetryPlugin)
  app.get('/version', async () => 'ok')
  const session = connect(await app.listen({ port: 0, host: '127.0.0.1' }))
  const stream = session.request({ ':path': '/version' })
  stream.resume()
  await once(stream, 'close')
  await expect.poll(() => recorded.spans.length).toBe(1)
  await recorded.settle()

  const version = { 'network.protocol.version': '2' }
  expect(recorded.spans[0]?.attributes).toMatchObject(version)
  expect(recorded).toHaveMetric({
    name: duration,
    attributes: expect.objectContaining({ 'http.route': '/version', ...version }),
  })
  session.destroy()
  await app.close()
})
