import { once } from 'node:events'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { Check } from 'typebox/value'
import { describe, expect, it, vi } from 'vitest'
import { ProblemError, problemSchema } from '../src/index.ts'
import { startService } from './support/build-service.ts'

describe('problem details', () => {
  it('reports each invalid value and the allowed values', async () => {
    const { get } = await startService()
    const response = await get('/things?limit=0&color=blue&page=2')
    expect(response.status).toBe(400)
    expect(response.headers.get('content-type')).toBe('application/problem+json; charset=utf-8')
    expect(await response.json()).toMatchObject({
      type: 'about:blank',
      title: 'Bad Request',
      status: 400,
      code: 'FST_ERR_VALIDATION',
      instance: '/things',
      errors: expect.arrayContaining([
        { in: 'querystring/limit', detail: 'must be >= 1' },
        { in: 'querystring/color', detail: 'must be one of red, green' },
        { in: 'querystring', detail: 'must not have the unknown property "page"' },
      ]),
    })
  })

  it('contains the trace ID', async () => {
    const { get } = await startService({ problems: { traceId: () => 'abc' } })
    expect(await (await get('/nowhere')).json()).toMatchObject({
      status: 404,
      code: 'NO_SUCH_ROUTE',
      trace_id: 'abc',
    })
  })

  it('passes a server error to the service and hides it from the client', async () => {
    const onServerError = vi.fn()
    const { get } = await startService({ problems: { onServerError } })
    const response = await get('/broken')
    expect(response.status).toBe(500)
    expect(await response.text()).not.toContain('secret-host')
    expect(onServerError).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ message: 'secret-host.internal refused' }),
      expect.objectContaining({ url: '/broken' }),
    )
  })

  it('translates an error of the service', async () => {
    const { get } = await startService({
      problems: {
        onServerError: () => undefined,
        translate: () =>
          new ProblemError({ status: 503, code: 'STORE_AWAY', detail: 'The store is unavailable' }),
      },
    })
    const response = await get('/broken')
    expect(response.status).toBe(503)
    expect(response.headers.get('retry-after')).toBe('1')
    expect(await response.json()).toMatchObject({
      code: 'STORE_AWAY',
      detail: 'The store is unavailable',
    })
  })

  it('sends a ProblemError with Retry-After', async () => {
    const { get } = await startService()
    const response = await get('/gone')
    expect(response.status).toBe(410)
    expect(response.headers.get('retry-after')).toBe('7')
    expect(await response.json()).toMatchObject({ code: 'GONE', detail: 'It is gone' })
  })

  it('sends 503 when the handler times out', async () => {
    const { get } = await startService({ requestTimeoutMillis: 200 })
    const response = await get('/never')
    expect(response.status).toBe(503)
    expect(await response.json()).toMatchObject({ code: 'FST_ERR_HANDLER_TIMEOUT' })
  })

  it('sends problem details for a malformed URL', async () => {
    const { app, get } = await startService()
    const socket = connect(Number(new URL(app.listeningOrigin).port), '127.0.0.1')
    await once(socket, 'connect')
    socket.write('GET /things/%zz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n')
    const response = await text(socket)
    expect(response).toContain('400 Bad Request')
    expect(response).toContain('application/problem+json')
    expect(response).toContain('FST_ERR_BAD_URL')
    expect((await get('/things')).status).toBe(200)
  })

  it.each([
    ['a malformed header', 'GET / HTTP/1.1\r\nno colon\r\n\r\n', 400, 'HPE_INVALID_HEADER_TOKEN'],
    ['another protocol', '\x16\x03\x01\x02\x00', 400, 'HPE_INVALID_METHOD'],
    ['too long headers', `GET /?${'a'.repeat(20_000)} HTTP/1.1\r\n`, 431, 'HPE_HEADER_OVERFLOW'],
  ])('sends problem details for %s', async (_, request, status, code) => {
    const { app } = await startService()
    const socket = connect(Number(new URL(app.listeningOrigin).port), '127.0.0.1')
    socket.on('error', () => undefined)
    socket.write(request)
    const response = await text(socket)
    expect(response).toMatch(
      new RegExp(`^HTTP/1.1 ${status} .*content-type: application/problem\\+json`, 's'),
    )
    const problem = JSON.parse(response.split('\r\n\r\n')[1] ?? '')
    expect(problem).toMatchObject({ status, code })
    expect(Check(problemSchema, problem)).toBe(true)
  })

  it('rejects a request on a keep-alive connection while the app closes', async () => {
    const { app } = await startService({ problems: { traceId: () => 'abc' } })
    const socket = connect(Number(new URL(app.listeningOrigin).port), '127.0.0.1')
    const request = async (path: string) => {
      const arrived = once(app.server, 'request')
      socket.write(`GET ${path} HTTP/1.1\r\nHost: a\r\n\r\n`)
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
    expect(response).toMatch(/HTTP\/1.1 503 .*connection: close\r\n.*retry-after: 1\r\n/is)
    expect(JSON.parse(response?.split('\r\n\r\n').at(-1) ?? '')).toMatchObject({
      status: 503,
      code: 'SERVICE_CLOSING',
      trace_id: 'abc',
    })
  })

  it('rejects a body that is too large or has an unknown type', async () => {
    const { get } = await startService()
    const large = await get('/things', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify('x'.repeat(20_000)),
    })
    expect(large.status).toBe(413)
    expect(await large.json()).toMatchObject({ code: 'FST_ERR_CTP_BODY_TOO_LARGE' })
    const unknown = await get('/things', {
      method: 'POST',
      headers: { 'content-type': 'text/csv' },
      body: 'a,b',
    })
    expect(unknown.status).toBe(415)
  })
})
