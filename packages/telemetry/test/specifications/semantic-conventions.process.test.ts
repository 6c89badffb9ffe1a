import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { fileURLToPath } from 'node:url'
import * as conventions from '@opentelemetry/semantic-conventions/incubating'
import Fastify from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { telemetryPlugin, withSpan } from '../../src/index.ts'
import { startRefusingPostgres } from '../support/postgres-that-refuses.ts'
import { type Everything, startAll } from '../support/start-all.ts'

type Span = ReturnType<Everything['otlp']['spans']>[number]

const registered = new Set<unknown>()
const templates: string[] = []
for (const [name, value] of Object.entries(conventions)) {
  if (!name.startsWith('ATTR_')) continue
  if (typeof value === 'function') templates.push((value as (key: string) => string)(''))
  else registered.add(value)
}
const valuesOf = (prefix: string) =>
  Object.entries(conventions).flatMap(([name, value]) => (name.startsWith(prefix) ? [value] : []))

/** Marked in the declarations only. */
const deprecated = new Set(
  ['experimental_attributes', 'stable_attributes'].flatMap((file) => {
    const url = new URL(
      `${file}.d.mts`,
      import.meta.resolve('@opentelemetry/semantic-conventions/incubating'),
    )
    const declarations = readFileSync(fileURLToPath(url), 'utf8')
    return [
      ...declarations.matchAll(
        /@deprecated(?:(?!\*\/)[\s\S])*\*\/\s*(?:export )?declare const (ATTR_\w+)/g,
      ),
    ].map(([, name]) => (conventions as Record<string, unknown>)[name ?? ''])
  }),
)

/** In no registry: own attributes, and those of libraries. */
const others = [/^cruddur\./, /^app\./, /^db\.postgresql\.plan$/]

/** A port that has just been closed. */
async function closedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  await new Promise((resolve) => server.close(resolve))
  return port
}

let backends: Everything
let spans: readonly Span[]

beforeAll(async () => {
  backends = await startAll({ OTEL_RESOURCE_ATTRIBUTES: 'service.namespace=cruddur' })
  const { default: pg } = await import('pg')
  const database = await startRefusingPostgres('no', 'never')
  const other = createServer((request, response) => {
    if (request.url !== '/slow') response.end('ok')
  }).listen(0, '127.0.0.1')
  const app = Fastify()
  app.register(telemetryPlugin, { telemetry: backends.telemetry })
  app.addHttpMethod('PROPFIND')
  app.route({ method: 'PROPFIND', url: '/a/:id', handler: async () => 'a' })
  app.get('/work', async () => {
    const { port } = other.address() as { port: number }
    await fetch(`http://127.0.0.1:${port}/fetched?q=1`)
    await fetch(`http://127.0.0.1:${await closedPort()}/refused`).catch(() => undefined)
    await fetch(`http://127.0.0.1:${port}/slow`, { signal: AbortSignal.timeout(20) }).catch(
      () => undefined,
    )
    const client = new pg.Client({ connectionString: database.url })
    await client.connect()
    await client.query({ name: 'find', text: 'select * from users' }).catch(() => undefined)
    await client.end()
    await withSpan('work', async (span) => span.setAttribute('app.count', 1))
    throw new TypeError('failed')
  })
  const url = await app.listen({ port: 0, host: '127.0.0.1' })
  for (const [method, path] of [
    ['GET', '/work?q=1'],
    ['PROPFIND', '/a/1'],
    ['GET', '/missing'],
  ]) {
    await fetch(`${url}${path}`, { method: method ?? '' })
  }
  await app.close()
  database.close()
  other.closeAllConnections()
  other.close()
  await backends.telemetry.shutdown()
  spans = backends.otlp.spans()
})
afterAll(() => backends.close())

const keys = () =>
  new Set(
    spans.flatMap(({ attributes, resource, events }) =>
      [attributes, resource, ...events.map((event) => event.attributes)].flatMap(Object.keys),
    ),
  )
const ofKind = (kind: string, key: string) =>
  spans.filter(({ attributes, kind: own }) => own === kind && key in attributes)

test('spans, events and resources have registered attributes only', () => {
  const unknown = [...keys()].filter(
    (key) =>
      !registered.has(key) &&
      !templates.some((template) => key.startsWith(template)) &&
      !others.some((pattern) => pattern.test(key)),
  )
  expect(unknown).toEqual([])
})

test('no attribute is deprecated', () => {
  expect(deprecated.size).toBeGreaterThan(50)
  expect([...keys()].filter((key) => deprecated.has(key))).toEqual([])
})

describe('values', () => {
  test.each([
    ['http.request.method', 'HTTP_REQUEST_METHOD_VALUE_'],
    ['db.system.name', 'DB_SYSTEM_NAME_VALUE_'],
    ['telemetry.sdk.language', 'TELEMETRY_SDK_LANGUAGE_VALUE_'],
    ['os.type', 'OS_TYPE_VALUE_'],
  ])('of %s are from the list of the conventions', (key, prefix) => {
    const values = spans.flatMap(({ attributes, resource }) => [attributes[key], resource[key]])
    expect(values.some((value) => value !== undefined)).toBe(true)
    for (const value of values) if (value !== undefined) expect(valuesOf(prefix)).toContain(value)
  })

  test('are numbers where the conventions require it, and strings elsewhere', () => {
    const numbers = /(?:\.port|\.status_code|\.size|process\.pid|^app\.count)$/
    for (const { attributes, resource } of spans) {
      for (const [key, value] of Object.entries({ ...resource, ...attributes })) {
        const isNumber = numbers.test(key) && key !== 'db.response.status_code'
        const type = Array.isArray(value) ? typeof value[0] : typeof value
        expect(`${key} ${type}`).toBe(`${key} ${isNumber ? 'number' : 'string'}`)
        expect(`${key}=${value}`).not.toBe(`${key}=`)
      }
    }
  })
})

test('HTTP server spans have the required attributes and names', () => {
  const servers = ofKind('SERVER', 'http.request.method')
  expect(servers.map(({ name }) => name).sort()).toEqual(['GET', 'GET /work', 'HTTP /a/:id'])
  for (const { attributes } of servers) {
    for (const key of [
      'url.path',
      'url.scheme',
      'http.response.status_code',
      'network.peer.address',
    ]) {
      expect(attributes).toHaveProperty([key])
    }
  }
  expect(servers.find(({ name }) => name === 'GET /work')).toMatchObject({
    attributes: { 'error.type': 'TypeError', 'http.response.status_code': 500 },
    status: { code: 'ERROR', message: 'failed' },
  })
})

test('HTTP client spans have the required attributes and names', () => {
  const clients = ofKind('CLIENT', 'http.request.method')
  expect(clients.map(({ name }) => name)).toEqual(['GET', 'GET', 'GET'])
  for (const { attributes } of clients) {
    for (const key of ['server.address', 'server.port', 'url.full']) {
      expect(attributes).toHaveProperty([key])
    }
  }
  const shown = clients.map(({ attributes }) => [
    attributes['url.path'],
    attributes['url.query'],
    attributes['http.request.method_original'],
    attributes['error.type'],
  ])
  expect(shown.sort()).toEqual([
    ['/fetched', 'q=[redacted]', undefined, undefined],
    ['/refused', undefined, undefined, 'ECONNREFUSED'],
    ['/slow', undefined, undefined, 'TimeoutError'],
  ])
})

test('database spans have the required attributes and names', () => {
  const [query, ...more] = ofKind('CLIENT', 'db.system.name')
  expect(more).toEqual([])
  expect(query).toMatchObject({
    name: 'select users',
    attributes: {
      'db.system.name': 'postgresql',
      'db.namespace': 'cruddur',
      'db.query.text': 'select * from users',
      'db.query.summary': 'select users',
      'db.response.status_code': '23505',
      'error.type': '23505',
    },
  })
})
