import { setTimeout as delay } from 'node:timers/promises'
import Fastify from 'fastify'
import { expect, it } from 'vitest'
import { telemetryPlugin } from '../../src/index.ts'
import { startTestTelemetry } from '../../src/testing/index.ts'

const telemetry = startTestTelemetry()

async function startApp() {
  const app = Fastify()
  app.register(telemetryPlugin)
  app.get('/users/:id', async () => 'ok')
  app.post('/users', async (_request, reply) => reply.code(201).send('created'))
  app.get('/broken', async () => {
    throw new TypeError('broken')
  })
  app.get('/slow', async () => {
    await delay(60_000, undefined, { ref: false })
    return 'late'
  })
  const url = await app.listen({ port: 0 })
  return { app, url }
}

it('measures every request that has a server span, with the same route, status and error type', async () => {
  const { app, url } = await startApp()
  const send = (path: string, init?: RequestInit) =>
    fetch(`${url}${path}`, init).then((response) => response.text())
  await Promise.all([
    ...Array.from({ length: 40 }, (_, id) => send(`/users/${id}`)),
    ...Array.from({ length: 10 }, () => send('/users', { method: 'POST' })),
    ...Array.from({ length: 5 }, () => send('/broken')),
    ...Array.from({ length: 5 }, (_, id) => send(`/nowhere/${id}`)),
    send('/health/telemetry'),
  ])
  const aborts = Array.from({ length: 5 }, async () => {
    const client = new AbortController()
    const request = send('/slow', { signal: client.signal })
    await delay(50)
    client.abort()
    await request.catch(() => undefined)
  })
  await Promise.all(aborts)
  const servers = () => telemetry.spans.filter(({ kind }) => kind === 'server')
  await expect.poll(() => servers().length).toBe(65)
  await telemetry.settle()

  const key = (...values: unknown[]) => JSON.stringify(values.map((value) => value ?? null))
  const spans = Object.groupBy(servers(), ({ attributes }) =>
    key(
      attributes['http.route'],
      attributes['http.response.status_code'],
      attributes['error.type'],
    ),
  )
  const expected = Object.fromEntries(
    Object.entries(spans).map(([group, list = []]) => [group, list.length]),
  )
  const durations = telemetry.metrics.filter(({ name }) => name === 'http.server.request.duration')
  const measured = Object.fromEntries(
    durations.map(({ attributes, count }) => [
      key(
        attributes['http.route'],
        attributes['http.response.status_code'],
        attributes['error.type'],
      ),
      count,
    ]),
  )
  expect(measured).toEqual(expected)
  // All requests without a route share one series.
  expect(durations.filter(({ attributes }) => !('http.route' in attributes))).toHaveLength(1)
  for (const { name, value } of telemetry.metrics) {
    if (name === 'http.server.active_requests') expect(value).toBe(0)
  }
  expect(telemetry).toHaveMetric({ name: 'nodejs.eventloop.utilization' })
  expect(telemetry).toHaveMetric('v8js.memory.heap.used')
  await app.close()
})

it('gives unknown methods one value', async () => {
  const { app, url } = await startApp()
  const { port } = new URL(url)
  const { connect } = await import('node:net')
  for (const method of ['PROPFIND', 'MKCOL']) {
    const socket = connect(Number(port), '127.0.0.1')
    socket.end(`${method} /users/1 HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n`)
    await new Promise((resolve) => socket.resume().on('close', resolve))
  }
  await telemetry.settle()
  expect(telemetry).toHaveMetric({
    name: 'http.server.request.duration',
    attributes: { 'http.request.method': '_OTHER' },
  })
  expect(telemetry).not.toHaveMetric({ attributes: { 'http.request.method': 'PROPFIND' } })
  await app.close()
})
