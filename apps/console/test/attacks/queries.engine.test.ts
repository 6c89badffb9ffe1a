import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Console, startConsole } from '../../src/start-console.ts'
import { openChdb } from '../../src/store/engine/chdb.ts'
import { consoleConfig } from '../support/console-config.ts'
import { checkoutTrace, sendTraces } from '../support/sent-traces.ts'
import { tempFolder } from '../support/temp-store.ts'

// Queries that contain SQL statements, and secrets that must not be stored.

let folder: string
let running: Console
const errors: unknown[] = []

beforeAll(async () => {
  folder = await tempFolder()
  running = await startConsole(consoleConfig(join(folder, 'data')), {
    onError: (error) => errors.push(error),
  })
  await sendTraces(running.otlpUrl, [checkoutTrace])
})
afterAll(async () => {
  await running.close()
  await rm(folder, { recursive: true, force: true })
})

const payloads = [
  "' OR 1=1 --",
  "x') UNION ALL SELECT * FROM file('/etc/passwd','LineAsString') --",
  "'] = '' OR (SELECT count() FROM url('http://127.0.0.1:1/','LineAsString')) > 0 OR SpanAttributes['",
  "x' FROM remote('127.0.0.1','system','one') --",
  '{x:String}',
  '{{by}}',
  "\\'); DROP TABLE otel_traces; --",
  '`; TRUNCATE TABLE otel_traces; --',
  "x'/*",
  '%s%n\\0',
  '\u0000',
  '\ud800',
]

/** Each place where a query accepts free text: KEY in the path, or the last parameter. */
const textPlaces = [
  ...['traces?service=', 'traces?operation=', 'traces?run=', 'traces?sort=longest&operation='],
  ...['traces?where="KEY" exists', 'traces?where=name = "KEY"', 'traces?where=name contains "KEY"'],
  ...['traces?where=name like "KEY"', 'traces?where="KEY" > 5 AND duration > 1ms'],
  ...['spans/count?since=1h&by=', 'spans/heatmap?since=1h&service='],
  `spans/compare?since=1h&boxStart=BOXSTART&boxEnd=BOXEND&boxMinDuration=1ms&service=`,
  ...['attributes?containing=', 'attributes/KEY/values?since=1h&containing='],
  ...['services/KEY/operations', 'logs?filter="KEY"', 'logs?group=', 'logs?stream='],
  ...['errors?service=', 'errors?environment=', 'errors/KEY/occurrences', 'runs?service='],
]

test.each(textPlaces)('%s treats SQL as text', async (place) => {
  const [path = '', query = ''] = place.split('?')
  const box = {
    BOXSTART: new Date(Date.now() - 3_600_000).toISOString(),
    BOXEND: new Date().toISOString(),
  }
  let succeeded = 0
  for (const payload of payloads) {
    const text = payload.toWellFormed()
    const quoted = text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')
    const parameters = new URLSearchParams(
      query
        .replace('BOXSTART', box.BOXSTART)
        .replace('BOXEND', box.BOXEND)
        .replace('KEY', () => encodeURIComponent(quoted)),
    )
    const last = [...parameters.keys()].at(-1)
    if (query.endsWith('=') && last) parameters.set(last, text)
    const response = await fetch(
      `${running.url}/api/v1/${path.replace('KEY', () => encodeURIComponent(text))}?${parameters}`,
    )
    const body = await response.text()
    expect(response.status, `${payload}: ${body}`).toBeLessThan(500)
    expect(body).not.toContain('root:x:0')
    if (response.status < 400) succeeded += 1
  }
  expect(succeeded).toBeGreaterThan(payloads.length / 2)
  const { services } = (await (await fetch(`${running.url}/api/v1/services`)).json()) as {
    services: unknown[]
  }
  expect(services).toHaveLength(2)
  expect(errors).toEqual([])
})

test.each(['traces', 'logs', 'errors'])(
  'a cursor of %s that was made up is refused',
  async (path) => {
    for (const payload of payloads)
      for (const cursor of [payload, Buffer.from(payload).toString('base64url')]) {
        const query = new URLSearchParams({ cursor: cursor.toWellFormed() })
        expect((await fetch(`${running.url}/api/v1/${path}?${query}`)).status).toBe(400)
      }
  },
)

test.each([
  ['where', 'name =~ "(a+)+(a+)+(a+)+$"', 200],
  ['where', `name =~ "${'(a?){50}'.repeat(10)}a{50}"`, 200],
  ['where', 'name =~ "(?=a)"', 400],
  ['where', 'name =~ "a{1001}"', 400],
  ['where', 'name like "*a*a*a*a*a*a*a*a*a*a*b"', 200],
])('no pattern takes long: %s=%s', async (parameter, pattern, status) => {
  const long = { ...checkoutTrace.resourceSpans[0] }
  await sendTraces(running.otlpUrl, [{ resourceSpans: [long] }])
  const started = performance.now()
  const query = new URLSearchParams({ [parameter]: pattern, since: '1h' })
  const response = await fetch(`${running.url}/api/v1/traces?${query}`)
  expect(response.status).toBe(status)
  expect(performance.now() - started).toBeLessThan(5_000)
})

const canary = 'canary-5f3759df'

test('no secret of a sender is stored', async () => {
  const secrets = {
    authorization: `Bearer ${canary}`,
    cookie: `session=${canary}`,
    'x-honeycomb-team': canary,
    'x-rollbar-access-token': canary,
    'x-amz-security-token': canary,
  }
  const post = async (url: string, body: unknown, more: Record<string, string> = {}) => {
    const headers = { 'content-type': 'application/json', ...secrets, ...more }
    const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })
    expect(response.status, await response.text()).toBe(200)
  }
  await post(`${running.otlpUrl}/v1/traces`, { resourceSpans: checkoutTrace.resourceSpans })
  const segment = {
    ...{ name: 'shop', id: '9'.repeat(16), trace_id: checkoutTrace.traceId },
    ...{ start_time: Date.now() / 1_000, end_time: Date.now() / 1_000 },
  }
  await post(`http://${running.xrayAddress}/TraceSegments`, {
    TraceSegmentDocuments: [JSON.stringify(segment)],
  })
  const logs = async (operation: string, body: object) =>
    post(
      running.url,
      { logGroupName: 'g', logStreamName: 's', ...body },
      {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': `Logs_20140328.${operation}`,
      },
    )
  await logs('CreateLogGroup', {})
  await logs('CreateLogStream', {})
  await logs('PutLogEvents', { logEvents: [{ timestamp: Date.now(), message: 'line' }] })
  await post(`${running.url}/api/1/item/`, {
    access_token: canary,
    data: {
      environment: 'test',
      body: { message: { body: 'hello' } },
      request: { headers: { Authorization: `Bearer ${canary}`, Cookie: `a=${canary}` } },
      notifier: { configured_options: { accessToken: canary } },
    },
  })
  await running.close()

  const engine = await openChdb(join(folder, 'data'))
  const query = async (sql: string) =>
    await (await engine.reader.query({ query: sql, format: 'JSONEachRow' })).text()
  try {
    const names = await query(
      "SELECT name FROM system.tables WHERE database = currentDatabase() AND engine LIKE '%MergeTree'",
    )
    const tables = names.trim().split('\n')
    expect(tables.length).toBeGreaterThan(4)
    const kept = await Promise.all(
      tables.map((line) => query(`SELECT * FROM ${JSON.parse(line).name}`)),
    )
    const everything = kept.join('\n')
    for (const word of ['call cart', 'line', 'hello']) expect(everything).toContain(word)
    expect(everything).not.toContain(canary)
  } finally {
    await engine.close()
    running = await startConsole(consoleConfig(join(folder, 'data')))
  }
})
