import { rm } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TraceHistogram } from '../../src/contract/histogram.ts'
import type { TraceList } from '../../src/contract/traces.ts'
import { type Console, startConsole } from '../../src/start-console.ts'
import { consoleConfig } from '../support/console-config.ts'
import { storeFolder } from '../support/temp-store.ts'
import { sendItem, sendLine, sendSegment } from './signals-without-spans.ts'
import { sendSpans } from './span-traffic.ts'

const ms = 1_000_000n
const now = BigInt(Date.now()) * ms
const id = (digit: string) => digit.repeat(32)
/** Ten seconds each: a busy machine must not move one over the edge of a range. */
const ago = (tens: number) => now - BigInt(tens) * 10_000n * ms
let folder: string
let running: Console

beforeAll(async () => {
  folder = await storeFolder()
  running = await startConsole(consoleConfig(folder))
  const { url, otlpUrl } = running
  const span = { spanId: 'a'.repeat(16), durationNano: 5n * ms }
  await sendSpans(otlpUrl, 'shop', [
    { ...span, traceId: id('a'), startNano: ago(100) },
    { ...span, traceId: id('b'), startNano: ago(50), failed: true },
  ])
  // A line of a trace that has spans makes it no trace without.
  await sendLine(otlpUrl, 'shop', { traceId: id('a'), timeNano: ago(99), body: 'has a span' })
  await sendLine(otlpUrl, 'cart', {
    traceId: id('c'),
    timeNano: ago(80),
    body: 'first line',
    run: 'r1',
  })
  await sendLine(otlpUrl, 'cart', { traceId: id('c'), timeNano: ago(79), body: 'second line' })
  await sendLine(otlpUrl, 'shop', {
    ...{ traceId: id('d'), timeNano: ago(70), body: 'out of memory' },
    severityNumber: 17,
  })
  await sendItem(url, 'cart', {
    traceId: id('e'),
    timeNano: ago(60),
    message: 'no stock left',
    run: 'r1',
  })
  await sendSegment(url, 'mail', {
    traceId: id('f'),
    startNano: ago(90),
    durationNano: 40n * ms,
    run: 'r1',
  })
})
afterAll(async () => {
  await running.close()
  await rm(folder, { recursive: true, force: true })
})

const get = async <Body>(path: string) =>
  (await (await fetch(`${running.url}/api/v1/${path}`)).json()) as Body
const list = async (query = '') => (await get<TraceList>(`traces?limit=50&${query}`)).traces
const ids = async (query: string) => (await list(query)).map(({ traceId }) => traceId[0]).join('')

test('lists traces without spans by time, named by their error, request or first line', async () => {
  expect(await ids('')).toBe('ba')
  expect(await ids('spans=missing')).toBe('edcf')
  const byId = new Map((await list('spans=missing')).map((trace) => [trace.traceId, trace]))
  expect(byId.get(id('c'))).toMatchObject({
    ...{ rootService: 'cart', rootOperation: 'first line', spanCount: 0, errorCount: 0 },
    startUnixNano: String(ago(80)),
    durationNano: String(10_000n * ms),
    otherSignals: { segments: 0, logs: 2, errors: 0 },
  })
  expect(byId.get(id('e'))).toMatchObject({
    ...{ rootService: 'cart', rootOperation: 'no stock left', errorCount: 1 },
    otherSignals: { segments: 0, logs: 0, errors: 1 },
  })
  expect(byId.get(id('f'))).toMatchObject({
    ...{ rootService: 'mail', rootOperation: 'POST /send', durationNano: String(40n * ms) },
    otherSignals: { segments: 1, logs: 0, errors: 0 },
  })
  expect((await list())[0]?.otherSignals).toBeUndefined()
})

test.each([
  ['spans=missing', 'edcf'],
  ['spans=missing&status=error', 'ed'],
  ['spans=missing&status=ok', 'cf'],
  ['spans=missing&service=cart', 'ec'],
  ['run=r1', ''],
  ['run=r1&service=cart&spans=missing', 'ec'],
  ['run=r2', ''],
  ['service=shop', 'ba'],
  ['status=error', 'b'],
  ['status=ok', 'a'],
  ['since=650s', 'b'],
  ['where=kind+%3D+server', 'ba'],
  ['minDuration=1ms', 'ba'],
  ['sort=longest', 'ab'],
])('a search for %s finds %s', async (query, found) => {
  expect(await ids(query)).toBe(found)
})

test.each([
  ['', 'ba'],
  ['&spans=missing', 'edcf'],
])('pages go through all traces once: %s', async (kind, all) => {
  let cursor = ''
  const found: string[] = []
  do {
    const page = await get<TraceList>(`traces?limit=1${kind}${cursor && `&cursor=${cursor}`}`)
    found.push(...page.traces.map(({ traceId }) => traceId[0] ?? ''))
    cursor = page.nextCursor ?? ''
  } while (cursor !== '')
  expect(found.join('')).toBe(all)
})

test('pages of one run start where the previous page ended', async () => {
  const first = await get<TraceList>('traces?limit=2&run=r1&spans=missing')
  const second = await get<TraceList>(
    `traces?limit=2&run=r1&spans=missing&cursor=${first.nextCursor}`,
  )
  const found = [...first.traces, ...second.traces].map(({ traceId }) => traceId[0])
  expect(found.join('')).toBe('ecf')
})

test('a segment names its run', async () => {
  const { segments } = await get<{ segments: object[] }>(`traces/${id('f')}`)
  expect(segments).toMatchObject([{ service: 'mail', run: 'r1' }])
})

test('a line in the future is listed', async () => {
  const traceId = '9'.repeat(32)
  const timeNano = BigInt(Date.now() + 3_000) * ms
  await sendLine(running.otlpUrl, 'late', { traceId, timeNano, body: 'spans follow' })
  expect(await ids('service=late')).toBe('')
  expect(await ids('service=late&spans=missing')).toBe('9')
})

test('filters on span fields are refused for traces without spans', async () => {
  for (const query of ['operation=x', 'minDuration=1s', 'where=a+exists', 'sort=shortest']) {
    const response = await fetch(`${running.url}/api/v1/traces?spans=missing&${query}`)
    expect(response.status).toBe(400)
    expect(await response.text()).toContain('service, time and status')
  }
})

test('the histogram counts each trace once, where its newest match is', async () => {
  const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0)
  const all = await get<TraceHistogram>('traces/histogram')
  expect([sum(all.counts), sum(all.errorCounts)]).toEqual([2, 1])
  // It begins with what is kept, not with the epoch.
  expect(BigInt(all.startUnixNano)).toBeGreaterThan(ago(3_600))
  const step = Number((ago(50) - BigInt(all.startUnixNano)) / BigInt(all.stepNano))
  expect(all.errorCounts[step]).toBe(1)
  const hour = await get<TraceHistogram>('traces/histogram?since=1h&status=ok&steps=10')
  expect([sum(hour.counts), hour.counts.length]).toEqual([1, hour.stepCount])
  expect(hour.stepCount).toBeLessThanOrEqual(10)
})
