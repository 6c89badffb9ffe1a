import { rm } from 'node:fs/promises'
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { examples } from '../../src/api/mcp/examples.ts'
import { type Console, startConsole } from '../../src/start-console.ts'
import { consoleConfig } from '../support/console-config.ts'
import { checkoutTrace, orphanTrace, sendTraces } from '../support/sent-traces.ts'
import { storeFolder } from '../support/temp-store.ts'

const token = 'reading-token-of-a-test'
let folder: string
let running: Console
let client: Client
const errors: unknown[] = []

beforeAll(async () => {
  folder = await storeFolder()
  running = await startConsole(consoleConfig(folder, { token }), {
    onError: (error) => errors.push(error),
  })
  await sendTraces(running.otlpUrl, [checkoutTrace, orphanTrace])
  client = await connect({ authorization: `Bearer ${token}` })
})
afterAll(async () => {
  await client.close()
  await running.close()
  await rm(folder, { recursive: true, force: true })
  expect(errors).toEqual([])
})

async function connect(headers: Record<string, string>): Promise<Client> {
  const connected = new Client({ name: 'test', version: '1' })
  const url = new URL(`${running.url}/mcp`)
  await connected.connect(new StreamableHTTPClientTransport(url, { requestInit: { headers } }))
  return connected
}

async function call(name: string, input: Record<string, unknown> = {}) {
  const { content, structuredContent, isError } = await client.callTool({ name, arguments: input })
  const [part] = content as { text: string }[]
  const body = part?.text ?? ''
  // The client checks what is structured against the schema of the tool by itself.
  expect(structuredContent).toEqual(isError ? undefined : JSON.parse(body))
  return { isError, body }
}
const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString()
const callJson = async (name: string, input?: Record<string, unknown>) =>
  JSON.parse((await call(name, input)).body)

// afterAll expects that none is reported as an error of the console.
test.each([
  ['an empty batch', '[]'],
  ['text', '"x"'],
  ['null', 'null'],
  ['another version of JSON-RPC', '{"jsonrpc":"1.0","id":1,"method":"ping"}'],
  ['an incomplete body', '{'],
])('rejects %s with 400', async (_what, body) => {
  const headers = {
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
    accept: 'application/json, text/event-stream',
  }
  const response = await fetch(`${running.url}/mcp`, { method: 'POST', headers, body })
  expect(response.status).toBe(400)
})

test('every tool is read-only and documents its input', async () => {
  const { tools } = await client.listTools()
  expect(tools.map(({ name }) => name)).toEqual([
    'list_services',
    'list_ledgers',
    'list_runs',
    'list_operations',
    'search_traces',
    'get_trace',
    'find_problems',
    'find_problems_in_trace',
    'search_logs',
    'list_errors',
    'list_occurrences',
    'count_spans',
    'compare_spans',
    'compare_periods',
    'verify_change',
    'list_metrics',
    'read_metric',
    'list_attributes',
  ])
  for (const tool of tools) {
    expect(tool.annotations).toMatchObject({ readOnlyHint: true, openWorldHint: false })
    expect(tool.outputSchema?.type).toBe('object')
    expect(Object.keys(tool.inputSchema.properties ?? {})).not.toEqual([])
  }
})

test('a client finds a failed trace and its data', async () => {
  expect(await callJson('list_services')).toMatchObject({
    services: [
      { name: 'cart', spanCount: 1 },
      { name: 'shop', spanCount: 3, errorCount: 1 },
    ],
  })
  expect(await callJson('list_operations', { service: 'cart' })).toEqual({
    operations: [{ name: 'GET /cart', spanKind: 'Server' }],
  })
  const found = await callJson('search_traces', {
    ...{ service: 'shop', status: 'error', limit: 5, since: '1h' },
    where: 'http.response.status_code >= 500',
  })
  expect(found).toMatchObject({ traces: [{ traceId: checkoutTrace.traceId }] })
  const trace = await callJson('get_trace', { traceId: checkoutTrace.traceId })
  expect(trace.spans).toHaveLength(3)
})

test('tools for lines, items, counts and attributes take the parameters of the API', async () => {
  expect(await callJson('search_logs', { level: 'error' })).toEqual({ lines: [] })
  expect(await callJson('list_errors', { since: '1d' })).toMatchObject({ items: [] })
  expect(await callJson('list_occurrences', { fingerprint: 'none' })).toEqual({ occurrences: [] })
  const { groups } = await callJson('count_spans', { by: 'service', since: '1h' })
  expect(groups).toMatchObject([
    { value: 'shop', total: { count: 3, errorCount: 1 } },
    { value: 'cart', total: { count: 1 } },
  ])
  const box = { boxStart: minutesAgo(3), boxEnd: minutesAgo(0), boxMinDuration: '200ms' }
  const compared = await callJson('compare_spans', { since: '1h', ...box })
  expect(compared).toMatchObject({ selectedCount: 1, baselineCount: 3 })
  const before = await callJson('compare_periods', { since: '1h', service: 'shop' })
  expect(before).toMatchObject({ all: { now: { count: 1 }, before: { count: 0 } } })
  expect(await callJson('list_runs', { since: '1h' })).toEqual({ runs: [] })
  expect(await callJson('list_ledgers', { service: 'shop' })).toEqual({
    ledgers: [{ service: 'shop', state: 'not_configured' }],
  })
  const { attributes } = await callJson('list_attributes')
  expect(attributes.map(({ name }: { name: string }) => name)).toContain('share')
})

test('an unknown argument is named, and null leaves one out', async () => {
  const unknown = await call('list_operations', { service: 'shop', sinse: '1h', limit: null })
  expect(unknown).toMatchObject({ isError: true })
  expect(unknown.body).toContain('Unknown argument sinse: the arguments are service')
  const missing = await call('list_operations', { service: null })
  expect(missing).toMatchObject({ isError: true })
  expect(missing.body).toContain("must have required property 'service'")
  expect((await call('list_services', { since: '1h', start: null })).isError).toBeUndefined()
})

test('a result without rows names services that are similar to an unknown one', async () => {
  const notes = async (service: string) => {
    const { content } = await client.callTool({ name: 'search_traces', arguments: { service } })
    return (content as { text: string }[]).slice(1).map(({ text }) => text)
  }
  expect(await notes('shpo')).toEqual([
    'No data of service shpo. Services with similar names: shop, cart',
  ])
  expect(await notes('shop')).toEqual([])
})

test('the error of a wrong call has the allowed values and a correct call', async () => {
  const sort = await call('search_traces', { sort: 'slowest' })
  expect(sort.body).toContain('sort must be one of newest, longest, shortest')
  expect(sort.body).toContain('Example: search_traces {"service"')
  const limit = await call('list_errors', { limit: 'many' })
  expect(limit.body).toContain('limit must be an integer from 1 to 200')
  const unknown = await call('verify_change', { operation: 'GET /', baseline: '1h' })
  expect(unknown.body).toMatch(/Unknown argument baseline.*Example: verify_change \{"operation"/)
  const { content } = await client.callTool({
    ...{ name: 'search_traces', arguments: { since: 'yesterday' } },
  })
  const [problem, example] = content as { text: string }[]
  expect(problem?.text).toContain('since must be a duration')
  expect(example?.text).toMatch(/^Example: search_traces/)
})

test('the example of each tool is a correct call', async () => {
  const { tools } = await client.listTools()
  expect(Object.keys(examples)).toEqual(tools.map(({ name }) => name))
  for (const [name, input] of Object.entries(examples)) {
    const { isError, body } = await call(name, input)
    if (isError) expect(JSON.parse(body), name).toMatchObject({ status: 404 })
  }
})

test('a refused request is a tool error with the reason', async () => {
  const gone = await call('get_trace', { traceId: 'f'.repeat(32) })
  expect(gone.isError).toBe(true)
  expect(JSON.parse(gone.body)).toMatchObject({ status: 404, code: 'CON_QUERY_NO_SUCH_TRACE' })
  const wrong = await call('search_traces', { limit: 5_000 })
  expect(wrong.isError).toBe(true)
  expect(wrong.body).toContain('500')
  const path = await call('list_operations', { service: '../../../health/live' })
  expect(JSON.parse(path.body)).toEqual({ operations: [] })
})

test('returns nothing without the token or to pages of other origins', async () => {
  await expect(connect({})).rejects.toThrow()
  const request = { jsonrpc: '2.0', id: 1, method: 'tools/list', params: {} }
  const listToolsWith = (headers: Record<string, string>) =>
    fetch(`${running.url}/mcp`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
        authorization: `Bearer ${token}`,
        ...headers,
      },
      body: JSON.stringify(request),
    })
  expect((await listToolsWith({})).status).toBe(200)
  expect((await listToolsWith({ authorization: '' })).status).toBe(401)
  expect((await listToolsWith({ origin: 'https://evil.example' })).status).toBe(403)
})

/** A raw call, by default with the newest version of the protocol. */
async function send(body: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(`${running.url}/mcp`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      authorization: `Bearer ${token}`,
      ...headers,
    },
    body: JSON.stringify(body),
  })
  return { status: response.status, text: await response.text() }
}
const initialize = (protocolVersion: string) => ({
  ...{ jsonrpc: '2.0', id: 1, method: 'initialize' },
  params: { protocolVersion, capabilities: {}, clientInfo: { name: 'test', version: '1' } },
})

test.each([
  ['2025-11-25', '2025-11-25'],
  ['2025-06-18', '2025-06-18'],
  ['1999-01-01', '2025-11-25'],
])('a client of %s is offered version %s', async (requested, offered) => {
  const { status, text } = await send(initialize(requested))
  expect(status).toBe(200)
  expect(text).toContain(`"protocolVersion":"${offered}"`)
})

test('malformed requests are refused and do not disturb others', async () => {
  const callOf = (name: string, input: object) => ({
    ...{ jsonrpc: '2.0', id: 1, method: 'tools/call' },
    params: { name, arguments: input },
  })
  const list = { jsonrpc: '2.0', id: 1, method: 'tools/list', params: {} }
  expect((await send(list, { 'mcp-protocol-version': '1999-01-01' })).status).toBe(400)
  expect((await send('x'.repeat(20_000))).status).toBe(413)
  expect((await send(callOf('clear_data', {}))).text).toMatch(/clear_data/)
  const poisoned = JSON.parse('{"__proto__":{"path":"../../data"}}')
  expect((await send(callOf('get_trace', poisoned))).status).toBe(400)
  for (const input of [
    { traceId: { $gt: '' } },
    { traceId: '../receivers' },
    { traceId: ['a'.repeat(32)] },
  ])
    expect((await send(callOf('get_trace', input))).text).toMatch(/"isError":true|"error"/)
  const smuggled = { service: 'shop', 'x&cursor': 'y', limit: '1&cursor=z' }
  expect((await send(callOf('search_traces', smuggled))).text).toMatch(/"isError":true|"error"/)
  const methods = ['resources/read', 'sampling/createMessage', 'logging/setLevel', 'constructor']
  for (const method of methods)
    expect((await send({ jsonrpc: '2.0', id: 1, method, params: {} })).text).toContain('-32601')
  expect(await callJson('list_operations', { service: 'cart' })).toMatchObject({ operations: [{}] })
})
