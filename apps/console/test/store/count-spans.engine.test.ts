import { afterAll, beforeAll, expect, test } from 'vitest'
import { countSpans } from '../../src/query/analysis/count-spans.ts'
import { heatmap } from '../../src/query/analysis/heatmap.ts'
import { spanSet } from '../../src/query/analysis/span-set.ts'
import type { Store } from '../../src/store/open-store.ts'
import { spanId, spanRow } from '../support/span-rows.ts'
import { openTempStore } from '../support/temp-store.ts'

const start = Date.UTC(2026, 10, 20)
const range = {
  start: new Date(start).toISOString(),
  end: new Date(start + 120_000).toISOString(),
}
const manySpans = {
  start: new Date(start + 3_600_000).toISOString(),
  end: new Date(start + 3_660_000).toISOString(),
}
const fill = `INSERT INTO otel_traces_stored (Timestamp, TraceId, SpanId, SpanKind, ServiceName, Duration)
  SELECT fromUnixTimestamp64Milli(toInt64(${Date.parse(manySpans.start)} + number % 1000)),
    leftPad(lower(hex(number + 1)), 32, '0'), leftPad(lower(hex(number + 1e9)), 16, '0'), 'Server', 'api', 1000000
  FROM numbers(100001)`
let store: Store

const span = (second: number, millis: number, over: Parameters<typeof spanRow>[0] = {}) =>
  spanRow({
    SpanId: spanId(second * 1_000 + millis),
    Timestamp: `${start + second * 1_000}000000`,
    Duration: `${millis}000000`,
    ...over,
  })
const attributes = (SpanAttributes: Record<string, string>, zone = '') => ({
  SpanAttributes,
  ResourceAttributes: zone === '' ? {} : { zone },
})

beforeAll(async () => {
  store = await openTempStore([fill])
  await store.sink.insert('spans', [
    span(0, 10, attributes({}, 'north')),
    span(1, 30, { ...attributes({}, 'north'), StatusCode: 'Error' }),
    span(61, 20, attributes({ zone: 'south' }, 'north')),
    span(62, 40, attributes({ zone: 'south' })),
    span(63, 50, attributes({ zone: '' }, 'north')),
    span(64, 60, attributes({ SampleRate: '5' })),
  ])
})
afterAll(() => store.close())

test('a count holds all spans, each group and each of their steps', async () => {
  const result = await countSpans(store.analysis, { ...range, by: 'zone', steps: 2, limit: 3 })
  expect(result).toMatchObject({ stepCount: 2, groupCount: 4 })
  expect(result.all).toMatchObject({
    total: { count: 10, errorCount: 1, p50Nano: '50000000', p99Nano: '60000000' },
    counts: [2, 8],
    errorCounts: [1, 0],
  })
  expect(result.groups).toMatchObject([
    { value: null, total: { count: 5 }, counts: [0, 5], p50Nanos: [null, '60000000'] },
    { value: 'north', total: { count: 2, errorCount: 1 }, counts: [2, 0], errorCounts: [1, 0] },
    { value: 'south', total: { count: 2, p99Nano: '40000000' }, counts: [0, 2] },
  ])
})

test('an attribute of a span overrides one of its resource, even when it is empty', async () => {
  const { groups } = await countSpans(store.analysis, { ...range, by: 'zone' })
  expect(Object.fromEntries(groups.map(({ value, total }) => [value, total.count]))).toEqual({
    null: 5,
    north: 2,
    south: 2,
    '': 1,
  })
})

test('a range without spans has no groups, and every step counts nothing', async () => {
  const later = { start: range.end, end: new Date(start + 240_000).toISOString() }
  const result = await countSpans(store.analysis, { ...later, by: 'zone', steps: 2 })
  expect(result).toMatchObject({ groups: [], groupCount: 0 })
  expect(result.all).toMatchObject({
    total: { count: 0, p50Nano: '0' },
    counts: [0, 0],
    p50Nanos: [null, null],
  })
})

test('a span sent at its start and its end counts once among more than 100,000 spans', async () => {
  const ended = Array.from({ length: 50 }, (_, second) => span(3_600 + second, 10))
  const unfinished = ended.map((row) => ({ ...row, Duration: '0' }))
  for (const rows of [unfinished, ended, unfinished]) await store.sink.insert('spans', rows)

  const { all } = await countSpans(store.analysis, { ...manySpans, by: 'service' })
  expect(all.total.count).toBe(100_051)
  const { cells } = await heatmap(store.analysis, { ...manySpans, service: 'home-activities' })
  expect(cells.reduce((sum, { count }) => sum + count, 0)).toBe(50)
  const signals = await store.serviceMap.countSignals(spanSet(manySpans, Date.now()).range)
  expect(signals.map(({ spans }) => spans)).toEqual([100_001, 50])
})
