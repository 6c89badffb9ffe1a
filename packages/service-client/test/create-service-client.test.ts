import { once } from 'node:events'
import { createServer, type IncomingMessage, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createServiceClient, ServiceRejectedError, ServiceUnavailableError } from '../src/index.ts'

/** As openapi-typescript writes them. */
interface Paths {
  '/things': {
    get: {
      parameters: { query?: { limit?: number } }
      responses: { 200: { content: { 'application/json': string[] } } }
    }
    post: {
      parameters: { header?: { 'idempotency-key'?: string } }
      requestBody: { content: { 'application/json': { name: string } } }
      responses: { 201: { content: { 'application/json': { name: string } } } }
    }
  }
}

async function startThings(respond: RequestListener) {
  const requests: IncomingMessage[] = []
  const server = createServer((request, response) => {
    requests.push(request)
    respond(request, response)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const stop = () => {
    server.closeAllConnections()
    server.close()
  }
  onTestFinished(stop)
  return { requests, stop, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

function clientOf(url: string, timeoutMillis = 5_000) {
  const headers = { 'x-internal-caller': 'tests' }
  const client = createServiceClient<Paths>({ name: 'things', url, timeoutMillis, headers })
  onTestFinished(() => client.close())
  return {
    client,
    list: () => client.call((api) => api.GET('/things', { params: { query: { limit: 1 } } })),
    add: (key?: string) =>
      client.call((api) =>
        api.POST('/things', {
          body: { name: 'a' },
          ...(key && { params: { header: { 'idempotency-key': key } } }),
        }),
      ),
  }
}

const json =
  (status: number, body: unknown, headers: Record<string, string> = {}): RequestListener =>
  (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers })
    response.end(JSON.stringify(body))
  }

describe('service client', () => {
  it('returns body and headers and sends its own headers', async () => {
    const things = await startThings(json(200, ['a'], { link: '<next>' }))
    const { client, list } = clientOf(`${things.url}/base/`)
    expect(client.state()).toBe('unknown')
    const { data, headers } = await list()
    expect(data).toEqual(['a'])
    expect(headers.get('link')).toBe('<next>')
    expect(client.state()).toBe('ok')
    expect(things.requests[0]).toMatchObject({
      url: '/base/things?limit=1',
      headers: { 'x-internal-caller': 'tests' },
    })
  })

  it('reuses connections', async () => {
    const things = await startThings(json(200, []))
    const { list } = clientOf(things.url)
    for (let times = 0; times < 10; times += 1) await list()
    expect(new Set(things.requests.map(({ socket }) => socket.remotePort)).size).toBeLessThan(3)
  })

  it('keeps the code of a rejected request', async () => {
    const things = await startThings(json(400, { code: 'BAD_CURSOR', detail: 'no cursor' }))
    await expect(clientOf(things.url).list()).rejects.toMatchObject({
      name: 'ServiceRejectedError',
      status: 400,
      code: 'BAD_CURSOR',
      detail: 'no cursor',
    })
  })

  it('keeps Retry-After and names the rate limit', async () => {
    const things = await startThings(json(429, {}, { 'retry-after': '17' }))
    const { client, list } = clientOf(things.url)
    await expect(list()).rejects.toMatchObject({
      message: 'things: status 429, rate limit exceeded',
      retryAfterSeconds: 17,
    })
    expect(client.state()).toBe('rate limited')
  })

  it.each([
    ['a date', new Date(Date.now() + 600_000).toUTCString(), 600],
    ['a past date', 'Wed, 21 Oct 2015 07:28:00 GMT', undefined],
    ['no time', 'soon', undefined],
  ])('reads Retry-After with %s', async (_what, retryAfter, seconds) => {
    const things = await startThings(json(503, {}, { 'retry-after': retryAfter }))
    const error: ServiceUnavailableError = await clientOf(things.url)
      .list()
      .then(
        () => expect.unreachable(),
        (reason) => reason,
      )
    if (seconds === undefined) expect(error.retryAfterSeconds).toBeUndefined()
    else expect(Math.abs((error.retryAfterSeconds ?? 0) - seconds)).toBeLessThan(60)
  })

  it('accepts a response without content', async () => {
    const things = await startThings((_, response) => void response.writeHead(204).end())
    const { client, list } = clientOf(things.url)
    expect((await list()).data).toBeUndefined()
    expect(client.state()).toBe('ok')
  })

  it.each<[string, RequestListener, RegExp]>([
    ['status 500', json(500, {}), /^things: status 500$/],
    ['no response in time', () => undefined, /^things: no response within 300 ms$/],
    [
      'half a response in time',
      (_request, response) => {
        response.writeHead(200, { 'content-length': '100' }).write('[')
      },
      /^things: no response within 300 ms$/,
    ],
    ['a body that is not JSON', (_, response) => void response.end('<html>'), /^things: /],
    ['an empty body', (_, response) => void response.end(), /^things: empty response$/],
    ['a closed connection', (_, response) => void response.destroy(), /^things: /],
  ])('treats %s as unavailable', async (_what, respond, message) => {
    const things = await startThings(respond)
    const { client, list } = clientOf(things.url, 300)
    const listed = list()
    await expect(listed).rejects.toThrow(ServiceUnavailableError)
    await expect(listed).rejects.toThrow(message)
    expect(client.state()).toBe('unavailable')
  })

  it('treats a refused connection as unavailable', async () => {
    const things = await startThings(json(200, []))
    things.stop()
    await expect(clientOf(things.url).list()).rejects.toThrow(/^things: .*ECONNREFUSED/)
  })

  it('repeats a request once when its connection fails, only when that is safe', async () => {
    let failures = 1
    const things = await startThings((request, response) => {
      failures -= 1
      if (failures >= 0) response.destroy()
      else json(201, { name: 'a' })(request, response)
    })
    const { list, add } = clientOf(things.url)
    await list()
    expect(things.requests).toHaveLength(2)
    failures = 1
    await expect(add()).rejects.toThrow(ServiceUnavailableError)
    expect(things.requests).toHaveLength(3)
    failures = 1
    expect((await add('key')).data).toEqual({ name: 'a' })
    expect(things.requests).toHaveLength(5)
    failures = 2
    await expect(list()).rejects.toThrow(ServiceUnavailableError)
    expect(things.requests).toHaveLength(7)
  })

  it('opens the circuit breaker after five failures; a rejected request is not a failure', async () => {
    const failing = await startThings(json(500, {}))
    const { list } = clientOf(failing.url)
    for (let times = 0; times < 5; times += 1) await expect(list()).rejects.toThrow('status 500')
    await expect(list()).rejects.toThrow('things: circuit breaker open')
    expect(failing.requests).toHaveLength(5)

    const rejecting = await startThings(json(400, {}))
    const other = clientOf(rejecting.url)
    for (let times = 0; times < 7; times += 1)
      await expect(other.list()).rejects.toThrow(ServiceRejectedError)
    expect(rejecting.requests).toHaveLength(7)
  })

  it('closes the circuit breaker after a successful trial call', async () => {
    let isUp = false
    const things = await startThings((request, response) =>
      (isUp ? json(200, []) : json(503, {}))(request, response),
    )
    const { list } = clientOf(things.url)
    for (let times = 0; times < 6; times += 1) await expect(list()).rejects.toThrow()
    isUp = true
    await expect
      .poll(
        () =>
          list().then(
            () => true,
            () => false,
          ),
        { timeout: 10_000 },
      )
      .toBe(true)
    await list()
  })
})
