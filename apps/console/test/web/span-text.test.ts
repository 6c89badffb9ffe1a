import { expect, test } from 'vitest'
import { openInEditor } from '../../web/components/open-in-editor.ts'
import { shortenPath } from '../../web/errors/culprit.ts'
import { requestOf } from '../../web/logs/log-text.ts'
import { indentPixels } from '../../web/trace/indent.ts'
import { shortName, targetOf, toCurl } from '../../web/trace/span-text.ts'
import { buildNodes, type TraceSpan } from '../../web/trace/span-tree.ts'
import { buildTrace } from '../pages/sample-traces.ts'

const span = (attributes: Record<string, string>, kind = 'Server', name = 'GET') =>
  ({ attributes, kind, name }) as unknown as TraceSpan

test('shortens the names of @fastify/otel', () => {
  expect(shortName('notFoundHandler - fastify -> @fastify/otel -> app')).toBe('notFoundHandler')
  expect(shortName('handler - fastify -> home')).toBe('handler')
  expect(shortName('GET /a - b')).toBe('GET /a - b')
  expect(shortName('pg.query:SELECT postgres')).toBe('pg.query:SELECT postgres')
})

test('shows SQL on one line, or host and path', () => {
  expect(targetOf(span({ 'db.query.text': 'SELECT *\n  FROM a' }))).toBe('SELECT * FROM a')
  expect(targetOf(span({ 'url.full': 'http://api:4002/a?b=c' }, 'Client'))).toBe('api:4002/a?b=c')
  expect(targetOf(span({ 'url.path': '/a/7' }, 'Server', 'GET /a/:id'))).toBe('/a/7')
  expect(targetOf(span({ 'url.path': '/a' }, 'Server', 'GET /a'))).toBe('')
})

test('copies a request as curl with quoted values', () => {
  const request = {
    ...{ 'http.request.method': 'GET', 'url.scheme': 'http', 'server.address': 'localhost' },
    ...{ 'server.port': '4001', 'url.path': '/api/home', 'url.query': "q=it's $(rm -rf)" },
  }
  expect(toCurl(span(request))).toBe(
    "curl -i -X GET 'http://localhost:4001/api/home?q=it'\\''s $(rm -rf)'",
  )
  expect(toCurl(span({}))).toBeUndefined()
  expect(toCurl(span(request, 'Internal'))).toBeUndefined()
})

test('indents each level but always shows the name', () => {
  const indents = Array.from({ length: 60 }, (_none, depth) => indentPixels(depth))
  expect(indents[0]).toBe(0)
  expect(indents.slice(0, 20)).toEqual([...new Set(indents.slice(0, 20))].sort((a, b) => a - b))
  expect(Math.max(...indents)).toBeLessThanOrEqual(110)
})

test('marks a span of another service that starts before its parent', () => {
  const call = { depth: 1, parent: '1', service: 'two' }
  const trace = buildTrace('ab'.repeat(16), [
    { id: '1', name: 'call', service: 'one', depth: 0, start: 1_000, duration: 500 },
    { ...call, id: '2', name: 'early', start: 400, duration: 300 },
    { ...call, id: '3', name: 'inside', start: 1_100, duration: 10 },
    { ...call, id: '4', name: 'same', service: 'one', start: 900, duration: 10 },
  ])
  const skew = Object.fromEntries(buildNodes(trace).map((node) => [node.span.name, node.skewNanos]))
  expect(skew).toEqual({ call: 0, early: -600_000, inside: 0, same: 0 })
})

test.each([
  ['/app/src/a b.ts', 'vscode://file/app/src/a%20b.ts:3:4'],
  ['file:///app/src/a.ts', 'vscode://file/app/src/a.ts:3:4'],
  ['C:\\app\\a.ts', 'vscode://file/C:/app/a.ts:3:4'],
  ['node:internal/timers', undefined],
  ['/app/node_modules/pg/index.js', undefined],
  ['src/relative.ts', undefined],
])('opens %s in the editor', (file, href) => {
  expect(openInEditor({ file, line: 3, column: 4 })).toBe(href)
})

test('shortens absolute paths of a culprit', () => {
  expect(shortenPath('GET /faults/error · /srv/app/apps/user/src/routes/faults.ts:28')).toBe(
    'GET /faults/error · …/src/routes/faults.ts:28',
  )
})

test('reads a request from the fields of a log line', () => {
  expect(
    requestOf({ method: 'GET', route: '/api/home', status: '200', duration_ms: '81.2' }),
  ).toEqual({ method: 'GET', route: '/api/home', status: '200', duration: '81.2 ms' })
  expect(requestOf({ method: 'GET', status: 'ok' })).toBeUndefined()
  expect(requestOf({})).toBeUndefined()
})
