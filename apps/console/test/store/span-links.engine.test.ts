import { afterAll, beforeAll, expect, test } from 'vitest'
import { getTrace } from '../../src/query/get-trace.ts'
import type { Store } from '../../src/store/open-store.ts'
import { spanId, spanRow, traceId } from '../support/span-rows.ts'
import { openTempStore } from '../support/temp-store.ts'

let store: Store

const linking = (from: number, to: readonly (readonly [trace: number, span: number])[]) =>
  spanRow({
    TraceId: traceId(from),
    SpanId: spanId(from),
    SpanName: `handle ${from}`,
    ServiceName: 'worker',
    'Links.TraceId': to.map(([trace]) => traceId(trace)),
    'Links.SpanId': to.map(([, span]) => spanId(span)),
    'Links.TraceState': to.map(() => ''),
    'Links.Attributes': to.map(() => ({})),
  })

beforeAll(async () => {
  store = await openTempStore()
  await store.sink.insert('spans', [spanRow({ TraceId: traceId(1), SpanId: spanId(1) })])
  // Each starts now, so in the order in which it is made here.
  const first = linking(2, [[1, 1]])
  const again = linking(3, [
    [1, 1],
    [2, 9],
  ])
  // One is sent again, in other company.
  await store.sink.insert('spans', [first, again, linking(1, [[1, 1]])])
  await store.sink.insert('spans', [again, linking(4, [[1, 7]])])
})
afterAll(() => store.close())

test('a trace lists the spans of other traces that link to it, each once', async () => {
  const { linkedFrom, linksTruncated } = await getTrace(store, traceId(1).toUpperCase())
  expect(linksTruncated).toBe(false)
  expect(linkedFrom.map(({ startUnixNano: _, ...link }) => link)).toEqual([
    {
      spanId: spanId(1),
      fromTraceId: traceId(2),
      fromSpanId: spanId(2),
      service: 'worker',
      operation: 'handle 2',
    },
    expect.objectContaining({ spanId: spanId(1), fromTraceId: traceId(3) }),
    expect.objectContaining({ spanId: spanId(7), fromTraceId: traceId(4) }),
  ])
})

test('returns the first of many links to a trace and marks them as truncated', async () => {
  await store.sink.insert('spans', [spanRow({ TraceId: traceId(50) })])
  const many = Array.from({ length: 1_001 }, (_none, index) => linking(1_000 + index, [[50, 1]]))
  await store.sink.insert('spans', many)
  const { linkedFrom, linksTruncated } = await getTrace(store, traceId(50))
  expect(linkedFrom).toHaveLength(1_000)
  expect(linksTruncated).toBe(true)
})

test('nothing links to most traces', async () => {
  expect((await getTrace(store, traceId(3))).linkedFrom).toEqual([])
})
