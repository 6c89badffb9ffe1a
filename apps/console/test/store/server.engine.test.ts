import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { createGunzip } from 'node:zlib'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openStore } from '../../src/store/open-store.ts'
import { newestVersion, schemaFingerprint } from '../../src/store/schema-files.ts'
import { currentSchema } from '../support/current-schema.ts'
import { spanRow, traceId } from '../support/span-rows.ts'
import { keepEverything } from '../support/temp-store.ts'

interface ReceivedStatement {
  /** The statement, from the parameters or the body. */
  readonly statement: string
  readonly parameters: URLSearchParams
  readonly authorization: string
  readonly body: string
}

let server: Server
let url: string
let received: ReceivedStatement[]
/** Responses to statements that contain the text. */
let responses: [within: string, status: number, body: string, exceptionCode?: string][]

beforeEach(async () => {
  received = []
  responses = [...currentSchema]
  server = createServer(async (request, response) => {
    const plain =
      request.headers['content-encoding'] === 'gzip' ? request.pipe(createGunzip()) : request
    const body = await text(plain)
    const parameters = new URL(request.url ?? '/', 'http://server').searchParams
    const statement = parameters.get('query') ?? body
    received.push({
      statement,
      parameters,
      body,
      authorization: request.headers.authorization ?? '',
    })
    const match = responses.find(([within]) => statement.includes(within))
    if (match?.[3]) response.setHeader('x-clickhouse-exception-code', match[3])
    response.writeHead(match?.[1] ?? 200).end(match?.[2] ?? '')
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterEach(() => {
  server.closeAllConnections()
  server.close()
})

const open = () =>
  openStore({
    folder: '/not/used',
    server: { url, username: 'reader', password: 'very-secret', database: 'otel' },
    retention: keepEverything,
  })

test('sends rows in the body and values as parameters', async () => {
  const store = await open()
  await store.sink.insert('spans', [spanRow({ TraceId: traceId(1), Timestamp: '1000000001' })])
  await store.reader.listOperations(`it's`)
  await store.close()

  const insert = received.find(({ statement }) => statement.startsWith('INSERT INTO otel_traces'))
  expect(insert?.statement).toContain('FORMAT JSONCompactEachRow')
  expect(insert?.parameters.get('database')).toBe('otel')
  expect(insert?.statement).toContain('(`Timestamp`, `TraceId`, ')
  expect(insert?.parameters.get('max_partitions_per_insert_block')).toBe('0')
  expect(JSON.parse(insert?.body ?? '').slice(0, 2)).toEqual(['0000000001.000000001', traceId(1)])
  const query = received.find(({ statement }) => statement.includes('{service:String}'))
  // Escaped as ClickHouse reads parameters.
  expect(query?.parameters.get('param_service')).toBe(String.raw`it\'s`)
  expect(query?.parameters.get('max_execution_time')).toBe('20')
  expect(query?.authorization).toBe(`Basic ${Buffer.from('reader:very-secret').toString('base64')}`)
})

test('creates, changes and removes no tables', async () => {
  const store = await open()
  await store.close()
  const changes = received.filter(({ statement }) =>
    /^\s*(CREATE|DROP|ALTER|TRUNCATE)\b/.test(statement),
  )
  expect(changes).toEqual([])
})

test('names the command when the database has no schema or a different one', async () => {
  const missing = (found: string) => ({
    code: 'CON_STORE_SCHEMA_MISSING',
    message: `the database otel has ${found}: run console migrate`,
  })
  responses = []
  await expect(open()).rejects.toMatchObject(missing('no tables of the console'))
  const version = (Version: number, Fingerprint = schemaFingerprint(Version)): typeof responses => [
    ['`console_schema`', 200, `${JSON.stringify({ Version, Fingerprint })}\n`],
    ...currentSchema,
  ]
  responses = version(newestVersion - 1)
  await expect(open()).rejects.toMatchObject(missing('no tables of the console'))
  const [tables, ...others] = currentSchema
  responses = [
    [tables?.[0] ?? '', 200, (tables?.[2] ?? '').replace('"rollbar_items"', '"other"')],
    ...others,
  ]
  await expect(open()).rejects.toMatchObject(missing('no table rollbar_items'))
  responses = version(newestVersion + 1)
  await expect(open()).rejects.toMatchObject({ code: 'CON_STORE_NEWER_SCHEMA' })
  responses = version(newestVersion, 'other')
  await expect(open()).rejects.toMatchObject({ code: 'CON_STORE_OTHER_SCHEMA' })
})

test('omits columns that a table of an older Collector lacks', async () => {
  responses = [
    ...currentSchema,
    [
      'FROM system.columns',
      200,
      '{"table":"otel_logs","names":["Timestamp","TraceId","Body"]}\n{"table":"otel_traces","names":["Timestamp"]}\n',
    ],
  ]
  const store = await open()
  await store.sink.insert('spans', [spanRow({ Timestamp: '1000000001' })])
  await store.close()
  const insert = received.find(({ statement }) => statement.startsWith('INSERT INTO otel_traces'))
  expect(insert?.statement).toContain('otel_traces (`Timestamp`) FORMAT')
  expect(JSON.parse(insert?.body ?? '')).toEqual(['0000000001.000000001'])
})

test('treats a busy server as overload, but not refused rows', async () => {
  const store = await open()
  const insert = () => store.sink.insert('spans', [spanRow()])
  const exception = (code: number, type: string) =>
    `Code: ${code}. DB::Exception: no. (${type}) (version 26.7.1.1)`
  responses = [['INSERT INTO otel_traces', 500, exception(252, 'TOO_MANY_PARTS'), '252']]
  await expect(insert()).rejects.toMatchObject({
    code: 'CON_STORE_OVERLOADED',
    retryAfterSeconds: 5,
  })
  responses = [['INSERT INTO otel_traces', 500, exception(243, 'NOT_ENOUGH_SPACE'), '243']]
  await expect(insert()).rejects.toMatchObject({ message: 'The disk of the data folder is full' })
  responses = [['INSERT INTO otel_traces', 400, exception(27, 'CANNOT_PARSE_INPUT'), '27']]
  await expect(insert()).rejects.toMatchObject({ code: 'CON_STORE_ROWS_REFUSED' })
  server.closeAllConnections()
  server.close()
  await expect(insert()).rejects.toMatchObject({ code: 'CON_STORE_OVERLOADED' })
  await store.close()
})

test('reports a wrong password in one line without showing it', async () => {
  responses = [
    [
      '',
      403,
      'Code: 516. DB::Exception: reader: Authentication failed. (AUTHENTICATION_FAILED)',
      '516',
    ],
  ]
  await expect(open()).rejects.toMatchObject({
    code: 'CON_STORE_UNREACHABLE',
    message: `ClickHouse at ${url} cannot be used (AUTHENTICATION_FAILED): check CONSOLE_CLICKHOUSE_URL, CONSOLE_CLICKHOUSE_USER, CONSOLE_CLICKHOUSE_PASSWORD and CONSOLE_CLICKHOUSE_DATABASE`,
  })
})
