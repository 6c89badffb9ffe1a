import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Console, startConsole } from '../../src/start-console.ts'
import { consoleConfig } from '../support/console-config.ts'
import { tempFolder } from '../support/temp-store.ts'
import { rawRequest, statusOf } from './raw-request.ts'

// Hostile requests to each of the three HTTP servers.

let folder: string
let running: Console
const errors: unknown[] = []
const servers = ['page and API', 'OTLP', 'X-Ray'] as const
const urlOf = (server: (typeof servers)[number]) =>
  ({
    'page and API': running.url,
    OTLP: running.otlpUrl,
    'X-Ray': `http://${running.xrayAddress}`,
  })[server]

beforeAll(async () => {
  folder = await tempFolder()
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>page</title>')
  await writeFile(join(folder, 'secret'), 'top secret')
  running = await startConsole(consoleConfig(join(folder, 'data')), {
    webFolder: folder,
    onError: (error) => errors.push(error),
  })
})
afterAll(async () => {
  await running.close()
  await rm(folder, { recursive: true, force: true })
  expect(errors).toEqual([])
})

const isAlive = async () => (await fetch(`${running.url}/health/ready`)).status === 200

test.each(servers)('no request target ends the process or closes a server: %s', async (server) => {
  const targets = [
    'http://[',
    '//',
    '/%zz',
    '*',
    '/\\..\\',
    'http://[::1',
    '/?%',
    '/%00',
    `/${'a'.repeat(9_000)}`,
  ]
  for (const target of targets)
    for (const method of ['GET', 'POST', 'OPTIONS', 'CONNECT', 'TRACE']) {
      const response = await rawRequest(
        urlOf(server),
        `${method} ${target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`,
      )
      expect(statusOf(response) ?? 400, `${method} ${target}`).not.toBe(500)
    }
  expect(await isAlive()).toBe(true)
})

test.each(servers)('endless headers are rejected: %s', async (server) => {
  const many = Array.from({ length: 3_000 }, (_, index) => `baggage: k${index}=v\r\n`).join('')
  for (const headers of [many, `x-a: ${'b'.repeat(20_000)}\r\n`]) {
    const response = await rawRequest(
      urlOf(server),
      `GET / HTTP/1.1\r\nHost: localhost\r\n${headers}\r\n`,
    )
    expect(statusOf(response) ?? 431).toBe(431)
  }
})

test.each(servers)('a smuggled second request is rejected: %s', async (server) => {
  const body = 'GET /api/v1/traces HTTP/1.1\r\nHost: localhost\r\n\r\n'
  const smuggled = `POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${body}`
  const response = await rawRequest(urlOf(server), smuggled)
  expect(statusOf(response)).toBe(400)
  expect(response.match(/^HTTP\/1\.1 /gm)).toHaveLength(1)
  const hosts =
    'GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\nConnection: close\r\n\r\n'
  expect([400, 403, 404, undefined]).toContain(statusOf(await rawRequest(urlOf('OTLP'), hosts)))
})

const deep = (open: string, close: string) => open.repeat(200_000) + close.repeat(200_000)
const nested = [deep('[', ']'), deep('{"a":', '}').replace('}', '1}')]

test.each([
  ['spans', () => `${running.otlpUrl}/v1/traces`, { 'content-type': 'application/json' }],
  ['log records', () => `${running.otlpUrl}/v1/logs`, { 'content-type': 'application/json' }],
  ['segments', () => `http://${running.xrayAddress}/TraceSegments`, {}],
  ['X-Ray queries', () => `http://${running.xrayAddress}/TraceSummaries`, {}],
  ['X-Ray trace IDs', () => `http://${running.xrayAddress}/Traces`, {}],
  [
    'log events',
    () => running.url,
    { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': 'Logs_20140328.PutLogEvents' },
  ],
  ['items', () => `${running.url}/api/1/item/`, { 'x-rollbar-access-token': 'x' }],
  [
    'MCP',
    () => `${running.url}/mcp`,
    { 'content-type': 'application/json', accept: 'application/json, text/event-stream' },
  ],
])('JSON of any depth is refused as %s', async (_, url, headers) => {
  for (const inside of nested)
    for (const body of [
      inside,
      `{"resourceSpans":${inside}}`,
      `{"resourceSpans":[{"scopeSpans":[{"spans":[{"attributes":[{"key":"a","value":${inside}}]}]}]}]}`,
      `{"TraceSegmentDocuments":${inside}}`,
      `{"TraceIds":${inside}}`,
      `{"data":{"environment":"e","body":{"message":{"body":"x","a":${inside}}}}}`,
    ]) {
      const response = await fetch(url(), { method: 'POST', headers, body })
      await response.text()
      expect(response.status).toBeLessThan(500)
    }
  expect(await isAlive()).toBe(true)
})

test.each([
  ['br', brotliCompressSync, 415],
  ['deflate', deflateSync, 400],
  ['zstd', zstdCompressSync, 400],
  ['gzip, gzip', gzipSync, 415],
] as const)(
  'a bomb compressed with %s is refused by every receiver',
  async (encoding, pack, otlpStatus) => {
    const bomb = new Uint8Array(pack(Buffer.alloc(8 * 1024 * 1024, ' ')))
    const headers = { 'content-type': 'application/json', 'content-encoding': encoding }
    const post = async (url: string, more = {}) =>
      (await fetch(url, { method: 'POST', headers: { ...headers, ...more }, body: bomb })).status
    expect(await post(`${running.otlpUrl}/v1/traces`)).toBe(otlpStatus)
    expect(await post(`http://${running.xrayAddress}/TraceSegments`)).toBe(400)
    expect(await post(`${running.url}/api/1/item/`, { 'x-rollbar-access-token': 'x' })).toBe(400)
    const target = { 'x-amz-target': 'Logs_20140328.PutLogEvents' }
    const awsJson = { ...target, 'content-type': 'application/x-amz-json-1.1' }
    expect(await post(running.url, awsJson)).toBe(400)
  },
)

test('no path leads out of the folder of the page', async () => {
  for (const path of [
    ...['/../secret', '/..%2fsecret', '/%2e%2e/secret', '/..%5csecret', '/assets/../../secret'],
    ...['/....//secret', '/%252e%252e%252fsecret', '//etc/passwd', '/data/../../../../etc/passwd'],
  ]) {
    const request = `GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`
    const response = await rawRequest(running.url, request)
    expect(response, path).not.toMatch(/root:|top secret/)
  }
})

test('no part of a request becomes a response header', async () => {
  for (const path of [
    '/api/v1/traces/%0d%0aset-cookie:%20a=b/otlp',
    '/traces/%0d%0aset-cookie:%20a=b',
    '/login?token=%0d%0aset-cookie:%20a=b',
    '/jaeger/api/traces/%0d%0aset-cookie:%20a=b',
  ]) {
    const response = await fetch(`${running.url}${path}`, { redirect: 'manual' })
    expect(response.headers.get('set-cookie'), path).toBeNull()
  }
})

test('the error message for an exporter stays short', async () => {
  const spans = Array.from({ length: 20_000 }, (_, index) => ({
    ...{ traceId: `bad ${index} ${'x'.repeat(100)}`, spanId: `${index}` },
  }))
  const response = await fetch(`${running.otlpUrl}/v1/traces`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans }] }] }),
  })
  const body = await response.text()
  expect(JSON.parse(body)).toMatchObject({ partialSuccess: { rejectedSpans: '20000' } })
  expect(body.length).toBeLessThan(500)
})
