import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { expect, onTestFinished, test } from 'vitest'
import { createGateway } from '../../scripts/create-gateway.ts'
import { serviceOfPath } from '../../scripts/services.ts'

async function listen(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

async function startGateway() {
  const service =
    (name: string): RequestListener =>
    async (request, response) => {
      const { method, url, headers } = request
      const body = await text(request)
      response.writeHead(200, { 'set-cookie': ['a=1', 'b=2'] })
      response.end(JSON.stringify({ name, method, url, traceparent: headers.traceparent, body }))
    }
  const home = await listen(createServer(service('home')))
  const user = await listen(createServer(service('user')))
  const urls = new Map([
    ['home-activities', home],
    ['user-activities', user],
  ])
  return listen(createGateway((path) => urls.get(serviceOfPath(path)?.name ?? '')))
}

test.each([
  ['/api/activities/home', 'home'],
  ['/api/activities/home?limit=5', 'home'],
  ['/api/activities/homework', 'user'],
  ['/api/activities/@worf', 'user'],
  ['/api/activities', 'user'],
])('%s goes to %s', async (path, name) => {
  const gateway = await startGateway()
  expect(await (await fetch(`${gateway}${path}`)).json()).toMatchObject({ name, url: path })
})

test('passes method, trace headers, body and repeated headers on', async () => {
  const gateway = await startGateway()
  const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'
  const response = await fetch(`${gateway}/api/activities`, {
    method: 'POST',
    headers: { traceparent },
    body: 'Hello',
  })
  expect(await response.json()).toMatchObject({ method: 'POST', traceparent, body: 'Hello' })
  expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2'])
})

test('returns 404 for a path of no service', async () => {
  const gateway = await startGateway()
  expect((await fetch(`${gateway}/`)).status).toBe(404)
})

test('returns 502 when the service is down', async () => {
  const gateway = await listen(createGateway(() => 'http://127.0.0.1:1'))
  expect((await fetch(`${gateway}/api/activities/home`)).status).toBe(502)
})
