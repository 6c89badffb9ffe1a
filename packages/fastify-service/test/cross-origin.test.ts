import { once } from 'node:events'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { describe, expect, it, vi } from 'vitest'
import { startService } from './support/build-service.ts'

const origin = 'https://cruddur.com'
const start = () => startService({ corsOrigins: [origin] })

const preflight = {
  method: 'OPTIONS',
  headers: {
    origin,
    'access-control-request-method': 'POST',
    'access-control-request-headers': 'content-type,traceparent',
  },
}

describe('CORS', () => {
  it('allows only the configured origins', async () => {
    const { get } = await start()
    const allowed = await get('/things', { headers: { origin } })
    expect(allowed.headers.get('access-control-allow-origin')).toBe(origin)
    expect(allowed.headers.get('access-control-expose-headers')).toContain('traceresponse')
    const other = await get('/things', { headers: { origin: 'https://elsewhere.com' } })
    expect(other.headers.get('access-control-allow-origin')).toBeNull()
  })

  it.each([
    ['http://localhost:3000', true],
    ['http://127.0.0.1:5173', true],
    ['http://[::1]:80', true],
    ['http://localhost.evil.com', false],
    ['http://localhost:3000.evil.com', false],
    ['null', false],
  ])('with loopback, %s is allowed: %s', async (loopback, isAllowed) => {
    const { get } = await startService({ corsOrigins: ['loopback'] })
    const { headers } = await get('/things', { headers: { origin: loopback } })
    expect(headers.get('access-control-allow-origin')).toBe(isAllowed ? loopback : null)
  })

  it('responds to a preflight with a maximum age and the trace headers', async () => {
    const { get } = await start()
    const { status, headers } = await get('/things', preflight)
    expect(status).toBe(204)
    expect(headers.get('access-control-max-age')).toBe('7200')
    for (const header of ['traceparent', 'tracestate', 'baggage', 'x-amzn-trace-id'])
      expect(headers.get('access-control-allow-headers')).toContain(header)
  })

  it.each([
    ['an unknown route', '/nowhere', 404],
    ['a malformed URL', '/@100%', 400],
    ['an invalid query', '/things?limit=0', 400],
    ['an error', '/broken', 500],
  ])('adds the headers to the response for %s', async (_, path, status) => {
    const { app } = await start()
    const socket = connect(Number(new URL(app.listeningOrigin).port), '127.0.0.1')
    socket.write(
      `GET ${path} HTTP/1.1\r\nHost: a\r\nOrigin: ${origin}\r\nConnection: close\r\n\r\n`,
    )
    const response = await text(socket)
    expect(response).toContain(`HTTP/1.1 ${status} `)
    expect(response).toContain(`access-control-allow-origin: ${origin}`)
    expect(response.toLowerCase()).toContain('vary: origin')
  })

  it('adds the headers to the 429', async () => {
    const { get } = await startService({
      corsOrigins: [origin],
      protection: { rateLimitPerMinute: 1 },
    })
    await get('/things')
    const limited = await get('/things', { headers: { origin } })
    expect(limited.status).toBe(429)
    expect(limited.headers.get('access-control-allow-origin')).toBe(origin)
  })

  it('adds the headers to the 503 while closing', async () => {
    const { app } = await start()
    const socket = connect(Number(new URL(app.listeningOrigin).port), '127.0.0.1')
    const request = async (path: string) => {
      const arrived = once(app.server, 'request')
      socket.write(`GET ${path} HTTP/1.1\r\nHost: a\r\nOrigin: ${origin}\r\n\r\n`)
      const [, response] = await arrived
      return response
    }
    const pending = await request('/never')
    const closed = app.close()
    await vi.waitFor(() => expect(app.server.listening).toBe(false))
    await request('/things')
    pending.writeHead(204).end()
    const [, response] = (await text(socket)).split('HTTP/1.1 204 No Content')
    await closed
    expect(response).toContain('SERVICE_CLOSING')
    expect(response).toContain(`access-control-allow-origin: ${origin}`)
  })
})
