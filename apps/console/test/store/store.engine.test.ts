import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Condition } from '../../src/model/condition.ts'
import { getTrace } from '../../src/query/get-trace.ts'
import { searchTraces } from '../../src/query/search-traces.ts'
import type { Store } from '../../src/store/open-store.ts'
import { nanosAgo, spanId, spanRow, traceId } from '../support/span-rows.ts'
import { openTempStore } from '../support/temp-store.ts'

let store: Store
const everything = { fromNano: 0n, toNano: 2n ** 63n }

beforeAll(async () => {
  store = await openTempStore()
})
afterAll(() => store.close())

test('returns a span unchanged, to the nanosecond and with any text', async () => {
  const row = spanRow({
    TraceId: traceId(1),
    Timestamp: '1795368961956123457',
    Duration: '18446744073709551615',
    SpanName: `it's a "name" \\ with\nlines, <img onerror> and 🦉`,
    SpanAttributes: { "key's": 'v\u0000\t', '': 'empty key', 'ü/{x:String}': '{x:String}' },
    ResourceAttributes: { 'service.name': 'odd' },
    ServiceName: 'odd',
    StatusCode: 'Error',
    StatusMessage: 'boom',
    'Events.Timestamp': ['1795368961956123458'],
    'Events.Name': ['exception'],
    'Events.Attributes': [{ 'exception.type': 'Error' }],
    'Links.TraceId': [traceId(2)],
    'Links.SpanId': [spanId(2)],
    'Links.TraceState': ['a=b'],
    'Links.Attributes': [{ why: 'retry' }],
    ValueTypes: '{"attributes":{"":"int"}}',
  })
  await store.sink.insert('spans', [row])
  expect(await store.reader.getSpans(traceId(1), 10)).toEqual([row])
})

test('stores a batch with a lone surrogate', async () => {
  await store.sink.insert('spans', [
    spanRow({ TraceId: traceId(3), SpanName: 'half \ud83e', SpanAttributes: { a: '\\ud83e' } }),
  ])
  const [row] = await store.reader.getSpans(traceId(3), 10)
  expect(row?.SpanName).toBe('half \ufffd')
  expect(row?.SpanAttributes).toEqual({ a: '\\ud83e' })
})

test('refuses only the rows that the engine refuses', async () => {
  const good = spanRow({ TraceId: traceId(4) })
  const results = await Promise.allSettled([
    store.sink.insert('spans', [good]),
    store.sink.insert('spans', [spanRow({ TraceId: traceId(5), Duration: 'not a number' })]),
    store.sink.insert('spans', [spanRow({ TraceId: traceId(6) })]),
  ])
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect(results[1]).toMatchObject({ reason: { code: 'CON_STORE_ROWS_REFUSED' } })
  expect(await store.reader.getSpans(traceId(6), 10)).toHaveLength(1)
})

test('returns a span that was sent twice once', async () => {
  const row = spanRow({ TraceId: traceId(7), ServiceName: 'twice' })
  await store.sink.insert('spans', [row])
  await store.sink.insert('spans', [row])
  expect(await store.reader.getSpans(traceId(7), 10)).toHaveLength(1)
  const { traces } = await searchTraces(store.reader, { service: 'twice' })
  expect(traces).toMatchObject([{ traceId: traceId(7), spanCount: 1 }])
})

test('reads the enum names of old Collectors', async () => {
  const old = { SpanKind: 'SPAN_KIND_CLIENT', StatusCode: 'STATUS_CODE_ERROR' }
  await store.sink.insert('spans', [
    spanRow({ TraceId: traceId(8), ServiceName: 'old', ...(old as object) }),
  ])
  const [row] = await store.reader.getSpans(traceId(8), 10)
  expect(row).toMatchObject({ SpanKind: 'Client', StatusCode: 'Error' })
  const { traces } = await searchTraces(store.reader, { service: 'old', status: 'error' })
  expect(traces).toMatchObject([{ errorCount: 1 }])
  expect(await store.reader.listOperations('old')).toMatchObject([{ spanKind: 'Client' }])
})

test('pages through all traces once, newest first', async () => {
  const rows = Array.from({ length: 25 }, (_, index) => [
    spanRow({
      TraceId: traceId(100 + index),
      SpanId: spanId(1),
      ServiceName: 'paged',
      Timestamp: nanosAgo(1_000 + index * 120_000),
    }),
    // A later span of the same trace decides its place, and must not show it twice.
    spanRow({
      TraceId: traceId(100 + index),
      SpanId: spanId(2),
      ParentSpanId: spanId(1),
      ServiceName: 'paged',
      Timestamp: nanosAgo(900 + index * 120_000 - (index % 5) * 400_000),
    }),
  ]).flat()
  await store.sink.insert('spans', rows)

  const found: string[] = []
  let cursor: string | undefined
  do {
    const page = await searchTraces(store.reader, {
      service: 'paged',
      limit: 4,
      ...(cursor && { cursor }),
      end: new Date(Date.now() + 3_600_000).toISOString(),
    })
    found.push(...page.traces.map((trace) => trace.traceId))
    cursor = page.nextCursor
  } while (cursor)
  expect(found).toHaveLength(25)
  expect(new Set(found).size).toBe(25)
})

test('finds a trace by the fields of one span', async () => {
  await store.sink.insert('spans', [
    spanRow({ TraceId: traceId(9), ServiceName: 'front', Duration: '5000000' }),
    spanRow({
      TraceId: traceId(9),
      SpanId: spanId(2),
      ParentSpanId: '1'.repeat(16),
      ServiceName: 'back',
      SpanName: 'SELECT',
      Duration: '3000000',
      StatusCode: 'Error',
    }),
  ])
  const ids = async (search: Parameters<typeof searchTraces>[1]) =>
    (await searchTraces(store.reader, search)).traces.map((trace) => trace.traceId)
  expect(await ids({ service: 'back', operation: 'SELECT', status: 'error' })).toEqual([traceId(9)])
  expect(await ids({ service: 'front', status: 'error' })).toEqual([])
  expect(await ids({ service: 'front', status: 'ok' })).toEqual([])
  expect(await ids({ service: 'front', minDuration: '5ms' })).toEqual([traceId(9)])
  expect(await ids({ service: 'front', minDuration: '5.1ms' })).toEqual([])
  expect(await ids({ service: 'back', since: '1ms' })).toEqual([])
})

test.each<[string, Condition, boolean]>([
  ['equal text', attribute('=', 'GET'), true],
  ['not equal is true of an absent attribute', attribute('!=', 'x', 'absent'), true],
  ['numbers compare as numbers', attribute('>', 99, 'size'), true],
  ['text that is not a number is not greater', attribute('>', 1, 'method'), false],
  ['contains', { op: 'contains', field: key('method'), value: 'ge' }, true],
  ['wildcard', { op: 'wildcard', field: key('path'), value: '/api/*/home' }, true],
  [
    'a wildcard takes % and _ as they are',
    { op: 'wildcard', field: key('path'), value: '/api%' },
    false,
  ],
  ['regex', { op: 'regex', field: key('path'), value: '^/api/[a-z]+/home$' }, true],
  ['exists', { op: 'exists', field: key('absent') }, false],
  ['not', { op: 'not', condition: { op: 'exists', field: key('absent') } }, true],
  ['a value that is SQL', attribute('=', "' OR 1=1 --"), false],
  ['a key that is SQL', attribute('=', 'x', "'] = '' OR 1=1 --"), false],
  ['one of two', { op: 'any', conditions: [attribute('=', 'POST'), attribute('=', 'GET')] }, true],
])('condition: %s', async (_, condition, matches) => {
  await store.sink.insert('spans', [
    spanRow({
      TraceId: traceId(10),
      ServiceName: 'queried',
      SpanAttributes: { method: 'GET', size: '100', path: '/api/activities/home' },
    }),
  ])
  const service: Condition = {
    op: 'compare',
    field: { kind: 'service' },
    comparison: '=',
    value: 'queried',
  }
  const found = await store.reader.findTraceIds({
    range: everything,
    condition: { op: 'all', conditions: [service, condition] },
    limit: 10,
  })
  expect(found.length).toBe(matches ? 1 : 0)
})

test('returns undefined for an unknown trace', async () => {
  await expect(getTrace(store, traceId(999))).rejects.toMatchObject({
    code: 'CON_QUERY_NO_SUCH_TRACE',
  })
})

test('counts spans and errors per service', async () => {
  const services = await store.reader.listServices(everything)
  expect(services.find(({ name }) => name === 'back')).toMatchObject({
    spanCount: 1,
    errorCount: 1,
  })
})

function key(name: string) {
  return { kind: 'attribute', key: name } as const
}

function attribute(
  comparison: '=' | '!=' | '>',
  value: string | number,
  name = 'method',
): Condition {
  const written = typeof value === 'number' ? { number: String(value) } : value
  return { op: 'compare', field: key(name), comparison, value: written }
}

test('accepts a request with spans of more than 100 days', async () => {
  const day = 86_400_000
  const rows = Array.from({ length: 130 }, (_, index) =>
    spanRow({
      TraceId: traceId(5_000),
      SpanId: spanId(index + 1),
      Timestamp: nanosAgo(index * day),
    }),
  )
  await store.sink.insert('spans', rows)
  expect(await store.reader.getSpans(traceId(5_000), 200)).toHaveLength(130)
})
