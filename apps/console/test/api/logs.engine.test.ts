import { rm } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { LogBatch, LogGroupList, LogList } from '../../src/contract/logs.ts'
import { type Console, startConsole } from '../../src/start-console.ts'
import { createLogSender, type LogSender, pinoLine } from '../pages/log-sender.ts'
import { consoleConfig } from '../support/console-config.ts'
import { storeFolder } from '../support/temp-store.ts'

const nowMillis = Date.now()
const traceId = 'a'.repeat(32)
let console_: Console
let folder: string
let home: LogSender

beforeAll(async () => {
  folder = await storeFolder()
  console_ = await startConsole(consoleConfig(folder))
  home = await createLogSender(console_.url, 'cruddur', 'home/1')
  using user = await createLogSender(console_.url, 'cruddur', 'user/1')
  using audit = await createLogSender(console_.url, 'audit', 'day')
  await home.send(
    { timeMillis: nowMillis - 7_200_000, message: pinoLine(30, 'long ago', { service: 'home' }) },
    ...Array.from({ length: 30 }, (_, index) => ({
      timeMillis: nowMillis - 60_000,
      message: pinoLine(30, `line ${index}`, { service: 'home', status: 200 + index }),
    })),
  )
  const failed = { service: 'user', trace_id: traceId, span_id: 'b'.repeat(16) }
  await user.send(
    { timeMillis: nowMillis - 30_000, message: pinoLine(50, 'no database', failed) },
    { timeMillis: nowMillis - 29_000, message: pinoLine(40, 'slow', { service: 'user' }) },
  )
  await audit.send({ timeMillis: nowMillis - 20_000, message: '10.0.0.1 alice 403' })
  await fetch(`${console_.otlpUrl}/v1/logs`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(otlpLine('by OTLP')),
  })
}, 60_000)

afterAll(async () => {
  home[Symbol.dispose]()
  await console_.close()
  await rm(folder, { recursive: true })
})

async function getJson<Body>(path: string): Promise<Body> {
  const response = await fetch(`${console_.url}/api/v1/${path}`)
  expect(response.status, path).toBe(200)
  return (await response.json()) as Body
}

const bodies = ({ lines }: Pick<LogList, 'lines'>) => lines.map(({ body }) => body)

test('lines are sorted newest first, lines of one moment by arrival', async () => {
  const { lines } = await getJson<LogList>('logs?limit=1000')
  expect(bodies({ lines }).slice(0, 5)).toEqual([
    'by OTLP',
    '10.0.0.1 alice 403',
    'slow',
    'no database',
    'line 29',
  ])
  expect(lines).toHaveLength(35)
  expect(lines[3]).toMatchObject({
    ...{ traceId, spanId: 'b'.repeat(16), service: 'user', severity: 'ERROR' },
    ...{ group: 'cruddur', stream: 'user/1' },
  })
})

test('pages by cursor hold every line once', async () => {
  const all: string[] = []
  let cursor: string | undefined
  do {
    const page = await getJson<LogList>(`logs?limit=7${cursor ? `&cursor=${cursor}` : ''}`)
    all.push(...bodies(page))
    cursor = page.nextCursor
  } while (cursor !== undefined)
  expect(all).toEqual(bodies(await getJson<LogList>('logs?limit=1000')))
})

test.each([
  ['group=audit', ['10.0.0.1 alice 403']],
  ['group=cruddur&stream=user%2F1', ['slow', 'no database']],
  ['service=user&level=error', ['no database']],
  ['level=warn', ['slow', 'no database']],
  [`trace=${traceId.toUpperCase()}`, ['no database']],
  ['since=15m&filter=%7B%20%24.status%20%3E%3D%20229%20%7D', ['line 29']],
  ['filter=%22no%20database%22', ['no database']],
  ['filter=%5Bip%2C%20user%2C%20code%20%3D%204*%5D', ['10.0.0.1 alice 403']],
  [`end=${new Date(nowMillis - 3_600_000).toISOString()}`, ['long ago']],
  ['filter=nothing-has-this', []],
])('%s selects the lines that match', async (query, expected) => {
  expect(bodies(await getJson<LogList>(`logs?${query}`))).toEqual(expected)
})

test.each([
  ['filter=%7B%20%24.status%20', /filter pattern/],
  ['level=loud', /level|querystring/],
  ['cursor=bm9uZQ', /cursor/],
  ['since=forever', /since|pattern/],
  [`filter=${'x'.repeat(1_025)}`, /filter|1024/],
])('an invalid query is refused with the reason: %.30s', async (query, message) => {
  for (const path of ['logs', 'logs/tail']) {
    if (path === 'logs/tail' && !/^(filter|level)/.test(query)) continue
    const response = await fetch(`${console_.url}/api/v1/${path}?${query}`)
    expect(response.status).toBe(400)
    expect(JSON.stringify(await response.json())).toMatch(message)
  }
})

test('groups are listed with their streams', async () => {
  const { groups } = await getJson<LogGroupList>('logs/groups')
  expect(
    groups.map(({ name, streams }) => [name, streams.map((of) => [of.name, of.lineCount])]),
  ).toEqual([
    ['audit', [['day', 1]]],
    [
      'cruddur',
      [
        ['home/1', 31],
        ['user/1', 2],
      ],
    ],
  ])
})

test('a tail sends each new line once and ends when the client disconnects', async () => {
  const gone = new AbortController()
  const query = new URLSearchParams({ stream: 'home/1', filter: '{ $.tail = * }' })
  const response = await fetch(`${console_.url}/api/v1/logs/tail?${query}`, {
    signal: gone.signal,
  })
  expect(response.headers.get('content-type')).toBe('application/x-ndjson')
  const received: string[] = []
  const reading = (async () => {
    for await (const text of response.body?.pipeThrough(new TextDecoderStream()) ?? [])
      for (const line of text.split('\n').filter(Boolean))
        received.push(...bodies(JSON.parse(line) as LogBatch))
  })()
  const send = (msg: string) =>
    home.send({ timeMillis: Date.now(), message: pinoLine(30, msg, { tail: msg }) })
  await send('first')
  await expect.poll(() => received).toEqual(['first'])
  await home.send({ timeMillis: Date.now(), message: pinoLine(30, 'not selected') })
  await send('second')
  await expect.poll(() => received).toEqual(['first', 'second'])
  gone.abort()
  await expect(reading).rejects.toThrow()
})

test('tails above the limit are rejected, and accepted once others have ended', async () => {
  const tail = (signal: AbortSignal) => fetch(`${console_.url}/api/v1/logs/tail`, { signal })
  const gone = new AbortController()
  const responses = await Promise.all(Array.from({ length: 20 }, () => tail(gone.signal)))
  const refused = responses.filter(({ status }) => status === 429)
  expect(refused.length).toBeGreaterThanOrEqual(4)
  expect(refused.length).toBeLessThan(20)
  expect(refused[0]?.headers.get('retry-after')).toBe('5')
  gone.abort()
  await expect
    .poll(async () => {
      const again = new AbortController()
      const { status } = await tail(again.signal)
      again.abort()
      return status
    })
    .toBe(200)
})

function otlpLine(text: string) {
  const logRecords = [
    {
      timeUnixNano: `${nowMillis - 10_000}000000`,
      severityNumber: 9,
      severityText: 'INFO',
      body: { stringValue: text },
    },
  ]
  const attributes = [{ key: 'service.name', value: { stringValue: 'batch' } }]
  return { resourceLogs: [{ resource: { attributes }, scopeLogs: [{ logRecords }] }] }
}
