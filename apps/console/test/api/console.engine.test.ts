import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { request as httpRequest } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Check } from 'typebox/value'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { OperationList, ServiceList, Trace, TraceList } from '../../src/contract/traces.ts'
import { type Console, startConsole } from '../../src/start-console.ts'
import { consoleConfig } from '../support/console-config.ts'
import { nanosAgo, spanId, traceId } from '../support/span-rows.ts'

let folder: string
let running: Console
const attack = '<img src=x onerror=alert(1)>'

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'console-test-'))
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>page</title>')
  running = await startConsole(consoleConfig(join(folder, 'data')), { webFolder: folder })
  const times = { startTimeUnixNano: nanosAgo(2_000), endTimeUnixNano: nanosAgo(1_000) }
  const root = { traceId: traceId(1), spanId: spanId(1), name: 'GET /', kind: 2, ...times }
  const child = { ...root, spanId: spanId(2), parentSpanId: spanId(1), name: attack, kind: 1 }
  const body = {
    resourceSpans: [
      {
        resource: { attributes: [{ key: 'service.name', value: { stringValue: 'a/b c' } }] },
        scopeSpans: [{ spans: [child, root] }],
      },
    ],
  }
  const response = await fetch(`${running.otlpUrl}/v1/traces`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  expect(response.status).toBe(200)
})
afterAll(async () => {
  await running.close()
  await rm(folder, { recursive: true, force: true })
})

async function get(path: string) {
  const response = await fetch(`${running.url}${path}`)
  return {
    status: response.status,
    headers: response.headers,
    body: JSON.parse(await response.text()),
  }
}

/** fetch does not let a test choose its Host. */
function statusWith(headers: Record<string, string>, base = running.url): Promise<number> {
  return new Promise((resolve, reject) => {
    httpRequest(`${base}/api/v1/services`, { headers }, (response) => {
      response.resume()
      resolve(response.statusCode ?? 0)
    })
      .on('error', reject)
      .end()
  })
}

test('OTLP data is returned as the contract defines', async () => {
  const services = await get('/api/v1/services')
  expect(Check(ServiceList, services.body)).toBe(true)
  expect(services.body.services).toMatchObject([{ name: 'a/b c', spanCount: 2, errorCount: 0 }])

  const operations = await get(`/api/v1/services/${encodeURIComponent('a/b c')}/operations`)
  expect(Check(OperationList, operations.body)).toBe(true)
  expect(operations.body.operations).toEqual([
    { name: attack, spanKind: 'Internal' },
    { name: 'GET /', spanKind: 'Server' },
  ])

  const found = await get(`/api/v1/traces?service=${encodeURIComponent('a/b c')}&since=15m`)
  expect(Check(TraceList, found.body)).toBe(true)
  expect(found.body.traces).toMatchObject([
    { traceId: traceId(1), rootOperation: 'GET /', spanCount: 2 },
  ])

  const trace = await get(`/api/v1/traces/${traceId(1)}`)
  expect(Check(Trace, trace.body)).toBe(true)
  expect(trace.body.spans).toMatchObject([
    { name: 'GET /', depth: 0, orphan: false },
    { name: attack, depth: 1, orphan: false },
  ])
})

test('browsers treat every response as data, never as a page', async () => {
  const { headers } = await get(`/api/v1/traces/${traceId(1)}`)
  expect(headers.get('content-type')).toContain('application/json')
  expect(headers.get('x-content-type-options')).toBe('nosniff')
  expect(headers.get('access-control-allow-origin')).toBeNull()
  expect(headers.get('content-security-policy')).toBe(
    "default-src 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'; form-action 'self'",
  )
})

test.each([
  ['traces?limit=0', 'limit'],
  ['traces?since=yesterday', 'since'],
  ['traces?start=2026-13-40', 'start'],
  ['traces?minDuration=long', 'minDuration'],
  ['traces?cursor=bm9uc2Vuc2U', 'Invalid cursor'],
  ['traces?servce=x', 'must not have the unknown property "servce"'],
  ['traces/xyz', 'trace ID'],
])('GET %s returns 400 and names the parameter', async (path, what) => {
  const { status, headers, body } = await get(`/api/v1/${path}`)
  expect(status).toBe(400)
  expect(headers.get('content-type')).toContain('application/problem+json')
  expect(JSON.stringify(body).replaceAll('\\"', '"')).toContain(what)
})

test('an unknown trace returns 404 with its own code', async () => {
  expect(await get(`/api/v1/traces/${traceId(99)}`)).toMatchObject({
    status: 404,
    body: { code: 'CON_QUERY_NO_SUCH_TRACE' },
  })
})

test('rejects the Host of another machine on each port, as in DNS rebinding', async () => {
  const xrayUrl = `http://${running.xrayAddress}`
  for (const base of [running.url, running.otlpUrl, xrayUrl])
    expect(await statusWith({ host: 'evil.example:4000' }, base)).toBe(403)
  for (const host of ['localhost', 'LOCALHOST:4000', '127.0.0.1:1', '[::1]:4000', 'console.test'])
    expect(await statusWith({ host })).toBe(200)
})

test('a page of another origin is refused, one of this console is not', async () => {
  expect(await statusWith({ origin: 'https://evil.example' })).toBe(403)
  expect(await statusWith({ origin: 'null' })).toBe(403)
  expect(await statusWith({ origin: 'http://localhost:4000' })).toBe(200)
})

test('the page is served on its own paths', async () => {
  for (const path of ['/', '/traces/abc', '/services']) {
    const response = await fetch(`${running.url}${path}`)
    expect(response.headers.get('content-type')).toContain('text/html')
    expect(await response.text()).toContain('<title>page</title>')
  }
  expect((await fetch(`${running.url}/..%2f..%2fetc/passwd`)).status).toBe(404)
})

test('health returns the name of the service', async () => {
  expect(await get('/health/live')).toMatchObject({ status: 200, body: { service: 'console' } })
  expect(await get('/health/ready')).toMatchObject({ status: 200, body: { status: 'ok' } })
})

test('the OpenAPI document names every route', async () => {
  const { body } = await get('/api/v1/openapi.json')
  expect(Object.keys(body.paths)).toEqual(
    expect.arrayContaining([
      '/api/v1/services',
      '/api/v1/services/{service}/operations',
      '/api/v1/traces',
      '/api/v1/traces/{traceId}',
    ]),
  )
})
