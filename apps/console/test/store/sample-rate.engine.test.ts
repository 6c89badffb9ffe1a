import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SpanRow } from '../../src/model/span-row.ts'
import { countSpans } from '../../src/query/analysis/count-spans.ts'
import type { Store } from '../../src/store/open-store.ts'
import { spanRow, traceId } from '../support/span-rows.ts'
import { openTempStore } from '../support/temp-store.ts'

let store: Store
beforeAll(async () => {
  store = await openTempStore()
})
afterAll(() => store.close())

let id = 0

async function weightOf(span: Partial<SpanRow>): Promise<number> {
  id += 1
  const service = `service-${id}`
  await store.sink.insert('spans', [
    spanRow({ TraceId: traceId(id), ServiceName: service, ...span }),
  ])
  const { all } = await countSpans(store.analysis, { service, since: '5m' })
  return all.total.count
}

const attribute = (value: string) => ({ SpanAttributes: { SampleRate: value } })

test.each<[string, Partial<SpanRow>, number]>([
  ['nothing', {}, 1],
  ['the attribute', attribute('20'), 20],
  ['an attribute of the resource', { ResourceAttributes: { SampleRate: '5' } }, 5],
  ['a fractional attribute', attribute('2.6'), 3],
  ['an attribute that is not a number', attribute('many'), 1],
  ['a negative attribute', attribute('-4'), 1],
  ['an excessive attribute', attribute('1e30'), 1e9],
  ['a threshold', { TraceState: 'ot=th:c' }, 4],
  ['a threshold among other members', { TraceState: 'a=b, ot=rv:12345678901234;th:8,c=d' }, 2],
  ['a threshold of 0', { TraceState: 'ot=th:0' }, 1],
  ['a threshold of 1%', { TraceState: 'ot=th:fd70a' }, 100],
  ['an invalid threshold', { TraceState: 'ot=th:xyz' }, 1],
  ['a threshold of another vendor', { TraceState: 'vendor=th:c' }, 1],
  ['the attribute and a threshold', { ...attribute('1'), TraceState: 'ot=th:c' }, 1],
])('a span with %s has the right weight', async (_title, span, weight) => {
  expect(await weightOf(span)).toBe(weight)
})

test('the list of services counts by weight', async () => {
  const span = { ServiceName: 'weighted', StatusCode: 'Error' as const, ...attribute('10') }
  await store.sink.insert('spans', [
    spanRow({ TraceId: traceId(900), ...span }),
    spanRow({ TraceId: traceId(901), ServiceName: 'weighted' }),
  ])
  const { all } = await countSpans(store.analysis, { service: 'weighted', since: '5m' })
  expect(all.total).toMatchObject({ count: 11, errorCount: 10 })
})
