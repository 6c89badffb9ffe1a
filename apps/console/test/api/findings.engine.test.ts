import { rm } from 'node:fs/promises'
import { Check } from 'typebox/value'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { FindingList, TraceFindings } from '../../src/contract/findings.ts'
import { type Console, startConsole } from '../../src/start-console.ts'
import { consoleConfig } from '../support/console-config.ts'
import { logRow } from '../support/log-rows.ts'
import { nanosAgo, spanId, spanRow, traceId } from '../support/span-rows.ts'
import { storeFolder } from '../support/temp-store.ts'

let folder: string
let running: Console

const request = {
  SpanAttributes: {
    'http.request.method': 'GET',
    'http.route': '/home',
    'http.response.status_code': '200',
  },
  Duration: '900000000',
}
const query = (trace: number, index: number) =>
  spanRow({
    ...{ TraceId: traceId(trace), SpanId: spanId(100 + index), ParentSpanId: spanId(1) },
    ...{ SpanKind: 'Client', SpanName: 'select replies', Duration: '2000000' },
    Timestamp: nanosAgo(60_000 - trace * 1_000 - index * 3),
    SpanAttributes: {
      'db.system.name': 'postgresql',
      'db.query.text': 'SELECT * FROM replies WHERE id = $1',
    },
  })
const root = (trace: number) =>
  spanRow({
    ...request,
    TraceId: traceId(trace),
    SpanId: spanId(1),
    Timestamp: nanosAgo(60_000 - trace * 1_000),
  })

beforeAll(async () => {
  folder = await storeFolder()
  running = await startConsole({
    ...consoleConfig(folder),
    findings: {
      thresholds: {
        ...(await import('../../src/findings/thresholds.ts')).defaultThresholds,
        repeatedCalls: 8,
      },
      disabled: new Set(['clock-skew']),
    },
  })
  const { sink } = running.store
  for (const trace of [1, 2])
    await sink.insert('spans', [
      root(trace),
      ...Array.from({ length: 10 }, (_, index) => query(trace, index)),
    ])
  await sink.insert('spans', [root(3), ...Array.from({ length: 7 }, (_, index) => query(3, index))])
  await sink.insert('spans', [root(4)])
  await sink.insert('logs', [
    logRow({
      TraceId: traceId(4),
      SpanId: spanId(1),
      Timestamp: nanosAgo(55_000),
      SeverityNumber: 17,
      Body: 'fallback used',
    }),
  ])
})
afterAll(async () => {
  await running.close()
  await rm(folder, { recursive: true, force: true })
})

async function get(path: string): Promise<unknown> {
  return (await fetch(`${running.url}/api/v1/${path}`)).json()
}
async function list(search: Record<string, string> = {}): Promise<FindingList> {
  const response = await get(`findings?${new URLSearchParams(search)}`)
  expect(Check(FindingList, response), JSON.stringify(response).slice(0, 500)).toBe(true)
  return response as FindingList
}

test('a trace has its findings, by the configured thresholds', async () => {
  const response = (await get(`traces/${traceId(1)}/findings`)) as TraceFindings
  expect(Check(TraceFindings, response)).toBe(true)
  expect(response.findings).toMatchObject([
    { kind: 'n-plus-one-queries', spanCount: 10, spans: expect.arrayContaining([spanId(100)]) },
  ])
  expect(await get(`traces/${traceId(3)}/findings`)).toMatchObject({ findings: [] })
  expect(await get(`traces/${traceId(99)}/findings`)).toMatchObject({ status: 404 })
})

test('the list groups findings by kind and operation, and counts the examined traces', async () => {
  const { groups, traces, examined, nextCursor } = await list()
  expect(groups).toMatchObject([
    { kind: 'hidden-error', severity: 'error', traceCount: 1, examples: [{ traceId: traceId(4) }] },
    {
      ...{ kind: 'n-plus-one-queries', operation: 'GET /api/activities/home', traceCount: 2 },
      examples: [{ traceId: traceId(2), spanCount: 10 }, { traceId: traceId(1) }],
    },
  ])
  expect(traces).toBeUndefined()
  expect(examined).toEqual({
    ...{ traces: 4, spans: 31, newest: 0, slowest: 4, withErrors: 0, withoutSpans: 0 },
    isPartial: false,
  })
  expect(nextCursor).toBeUndefined()
})

test('the list is filtered by kind, service and traces, and has pages', async () => {
  const kindsOf = async (search: Record<string, string>) =>
    (await list(search)).groups.map(({ kind }) => kind)
  expect(await kindsOf({ kind: 'hidden-error,retry-storm' })).toEqual(['hidden-error'])
  expect(await kindsOf({ service: 'other' })).toEqual([])
  expect(await kindsOf({ traces: `${traceId(1)},${traceId(3)}` })).toEqual(['n-plus-one-queries'])
  expect(await kindsOf({ since: '1s' })).toEqual([])
  const first = await list({ limit: '1' })
  expect(first.nextCursor).toBe('1')
  expect((await list({ limit: '1', cursor: '1' })).groups).toMatchObject([
    { kind: 'n-plus-one-queries' },
  ])
})

test('the list has findings of rows that arrive for an examined trace', async () => {
  const tracesOf = async () =>
    (await list({ kind: 'hidden-error' })).groups.map(({ traceCount }) => traceCount)
  expect(await tracesOf()).toEqual([1])
  await running.store.sink.insert('logs', [
    logRow({
      ...{ TraceId: traceId(3), SpanId: spanId(1), Timestamp: nanosAgo(55_000) },
      ...{ SeverityNumber: 17, Body: 'fallback used' },
    }),
  ])
  expect(await tracesOf()).toEqual([2])
})

test.each([
  [{ kind: 'n-plus-two' }, 'Unknown kind \\"n-plus-two\\": use n-plus-one-queries'],
  [{ cursor: 'x' }, 'Invalid cursor'],
  [{ traces: 'x' }, 'The trace ID must be 32 hex digits'],
])('invalid %o has an error that names the allowed values', async (search, message) => {
  const response = await get(`findings?${new URLSearchParams(search)}`)
  expect(response).toMatchObject({ status: 400 })
  expect(JSON.stringify(response)).toContain(message)
})
