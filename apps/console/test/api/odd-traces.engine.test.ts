import { rm } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CountResult } from '../../src/contract/analysis.ts'
import type { ServiceMap } from '../../src/contract/service-map.ts'
import type { ServiceList, Trace, TraceIdList, TraceList } from '../../src/contract/traces.ts'
import { type Console, startConsole } from '../../src/start-console.ts'
import { runTraces } from '../cli/run-traces.ts'
import { consoleConfig } from '../support/console-config.ts'
import { spanId, traceId } from '../support/span-rows.ts'
import { storeFolder } from '../support/temp-store.ts'
import { sendSpans, type TrafficSpan } from './span-traffic.ts'

// Traces that services really send: repeated spans, shared IDs, spans sent twice, clocks that differ.

const ms = 1_000_000n
const now = Date.now()
const start = BigInt(now - 60_000) * ms
const shared = 'c0ffee'.padEnd(32, '0')
const twice = 'bead'.padEnd(32, '0')
const repeated = traceId(3)
const longer = traceId(4)
const ahead = traceId(5)
let folder: string
let running: Console

const send = (service: string, ...spans: TrafficSpan[]) =>
  sendSpans(running.otlpUrl, service, spans)
const span = (over: Partial<TrafficSpan> & Pick<TrafficSpan, 'traceId' | 'spanId'>) => ({
  ...{ startNano: start, durationNano: 10n * ms },
  ...over,
})
const get = async <Body>(path: string) =>
  (await (await fetch(`${running.url}/api/v1/${path}`)).json()) as Body
const traces = (...args: string[]) => runTraces(args, { CONSOLE_URL: running.url })
const find = async (service: string) => {
  const { traces } = await get<TraceList>(`traces?service=${service}`)
  return traces
}

beforeAll(async () => {
  folder = await storeFolder()
  running = await startConsole(consoleConfig(folder))
  // Zipkin and B3: client and server have one span ID.
  const call = { traceId: shared, spanId: spanId(2), parentSpanId: spanId(1) }
  await send(
    'shop',
    span({ traceId: shared, spanId: spanId(1), name: 'GET /', durationNano: 50n * ms }),
    span({ ...call, kind: 3, name: 'call stock', startNano: start + 5n * ms }),
  )
  await send(
    'stock',
    span({ ...call, name: 'GET /stock', startNano: start + 7n * ms, failed: true }),
    span({ traceId: shared, spanId: spanId(3), parentSpanId: spanId(2), kind: 3, name: 'SELECT' }),
  )
  // Sent at its end, then the delayed batch with its start.
  const job = { traceId: twice, spanId: spanId(4), name: 'job' }
  await send('progress', span({ ...job, durationNano: 2_000n * ms, failed: true }))
  await send('progress', span({ ...job, durationNano: 0n }))
  // An exporter that repeats spans in other batches.
  const one = span({ traceId: repeated, spanId: spanId(5), name: 'one' })
  const two = span({ traceId: repeated, spanId: spanId(6), parentSpanId: spanId(5), failed: true })
  await send('again', one, two)
  await send('again', two)
  await send('again', one, span({ traceId: repeated, spanId: spanId(7), parentSpanId: spanId(5) }))
  // Work that continues after the response.
  await send(
    'longer',
    span({ traceId: longer, spanId: spanId(8), durationNano: 16n * ms }),
    span({ traceId: longer, spanId: spanId(9), parentSpanId: spanId(8), durationNano: 17n * ms }),
  )
  await send(
    'ahead',
    span({ traceId: ahead, spanId: spanId(10), startNano: start + 86_400_000n * ms }),
  )
})
afterAll(async () => {
  await running.close()
  await rm(folder, { recursive: true, force: true })
})

test('client and server spans that share an ID are both shown, the server below the client', async () => {
  const { spans } = await get<Trace>(`traces/${shared}`)
  expect(spans.map(({ name, depth, orphan }) => [name, depth, orphan])).toEqual([
    ['GET /', 0, false],
    ['call stock', 1, false],
    ['GET /stock', 2, false],
    ['SELECT', 3, false],
  ])
  expect(new Set(spans.map(({ rowId }) => rowId)).size).toBe(4)
  expect(await find('stock')).toMatchObject([{ spanCount: 4, errorCount: 1 }])
  expect((await traces(shared)).stdout).toMatch(/call stock[\s\S]*GET \/stock[\s\S]*SELECT/)
})

test('a span that was sent at its start and at its end is the ended one, everywhere', async () => {
  const { spans, durationNano } = await get<Trace>(`traces/${twice}`)
  expect(spans).toMatchObject([{ status: 'error', durationNano: String(2_000n * ms) }])
  expect(durationNano).toBe(String(2_000n * ms))
  expect(await find('progress')).toMatchObject([
    { spanCount: 1, errorCount: 1, durationNano: String(2_000n * ms) },
  ])
  const { all } = await get<CountResult>('spans/count?since=1h&service=progress')
  expect(all.total).toMatchObject({ count: 1, errorCount: 1, p50Nano: String(2_000n * ms) })
})

test('repeated spans count once in Services, Query, list and trace', async () => {
  const { services } = await get<ServiceList>('services')
  expect(services.find(({ name }) => name === 'again')).toMatchObject({
    ...{ spanCount: 3, errorCount: 1 },
  })
  const { all } = await get<CountResult>('spans/count?since=1h&service=again')
  expect(all.total).toMatchObject({ count: 3, errorCount: 1 })
  expect(await find('again')).toMatchObject([{ spanCount: 3, errorCount: 1 }])
  expect((await get<Trace>(`traces/${repeated}`)).spans).toHaveLength(3)
  const map = await get<ServiceMap>('service-map')
  expect(map.services.find(({ name }) => name === 'again')).toMatchObject({
    ...{ requests: { count: 3 }, signals: { spans: 3 } },
  })
})

test('the duration of a trace is that of its root, in the list, in the trace and in the order', async () => {
  const expected = { durationNano: String(16n * ms), extentNano: String(17n * ms) }
  expect(await find('longer')).toMatchObject([expected])
  expect(await get<Trace>(`traces/${longer}`)).toMatchObject(expected)
  const { traces: sorted } = await get<TraceList>('traces?sort=longest&since=1h')
  const durations = sorted.map(({ durationNano }) => Number(durationNano))
  expect(durations).toEqual([...durations].sort((a, b) => b - a))
  expect((await traces(longer)).stdout).toContain('16 ms (+1 ms after)')
})

test('data from the future are listed with a hint', async () => {
  expect(await find('ahead')).toMatchObject([{ traceId: ahead }])
  const { traces: listed, hints } = await get<TraceList>('traces')
  expect(listed[0]).toMatchObject({ traceId: ahead })
  expect(hints).toEqual([{ message: '1 trace starts in the future: check the clock of ahead.' }])
})

test('a trace is found by the first digits of its ID, and by the form of X-Ray', async () => {
  expect(await get<TraceIdList>('trace-ids?prefix=c0ff')).toEqual({ traceIds: [shared] })
  expect(await get<TraceIdList>('trace-ids?prefix=1-c0ffee')).toEqual({ traceIds: [shared] })
  expect(await get<TraceIdList>('trace-ids?prefix=00000000')).toMatchObject({
    traceIds: [repeated, longer, ahead],
  })
  const xrayId = `1-${shared.slice(0, 8)}-${shared.slice(8)}`
  expect(await get<Trace>(`traces/${xrayId}`)).toMatchObject({ traceId: shared })
  expect(await get(`traces/${xrayId.toUpperCase()}/otlp`)).toHaveProperty('resourceSpans')
  expect(await get(`logs?trace=${xrayId}`)).toEqual({ lines: [] })
  const jaeger = await fetch(`${running.url}/jaeger/api/traces/${xrayId}`)
  expect(await jaeger.json()).toMatchObject({ data: [{ traceID: shared }] })
  for (const id of ['c0ffee000000', xrayId, '1-c0ffee00-00'])
    expect((await traces(id)).stdout).toContain(`Trace ${shared}`)
})

test('a poll reads only traces newer than the first, and is unchanged while nothing arrives', async () => {
  const page = await get<TraceList>(`traces?end=${new Date(now).toISOString()}`)
  const newer = await get<TraceList>(`traces?newerThan=${page.newestCursor}`)
  expect(newer.traces[0]).toMatchObject({ traceId: ahead })
  const response = await fetch(`${running.url}/api/v1/traces`)
  const headers = { 'if-none-match': response.headers.get('etag') ?? '' }
  const unchanged = await fetch(`${running.url}/api/v1/traces`, { headers })
  // A new minute makes the range new.
  if (unchanged.status !== 304)
    expect(unchanged.headers.get('etag')).not.toBe(response.headers.get('etag'))
  await send('more', span({ traceId: traceId(20), spanId: spanId(20) }))
  const changed = await fetch(`${running.url}/api/v1/traces`, { headers })
  expect(changed.status).toBe(200)
})
