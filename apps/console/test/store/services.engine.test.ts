import { afterAll, beforeAll, expect, test } from 'vitest'
import { listServices, listTracedServices } from '../../src/query/list-services.ts'
import type { Store } from '../../src/store/open-store.ts'
import { insertSignals } from '../support/other-signals.ts'
import { spanId, spanRow } from '../support/span-rows.ts'
import { openTempStore } from '../support/temp-store.ts'

const nowMillis = Date.now()
const minuteMillis = 60_000
const dayMillis = 86_400_000
let store: Store

beforeAll(async () => {
  store = await openTempStore()
  const at = (millis: number) => `${nowMillis + millis}000000`
  await store.sink.insert('spans', [
    spanRow({ ServiceName: 'home', Timestamp: at(-3 * dayMillis), StatusCode: 'Error' }),
    spanRow({ ServiceName: 'home', Timestamp: at(-dayMillis), SpanId: spanId(2) }),
    spanRow({ ServiceName: 'home', Timestamp: at(-minuteMillis), SpanId: spanId(3) }),
    spanRow({ ServiceName: 'user', Timestamp: at(-2 * dayMillis), StatusCode: 'Error' }),
  ])
  await insertSignals(store, 'run')
})
afterAll(() => store.close())

const shop = {
  ...{ name: 'shop', spanCount: 0, errorCount: 0 },
  ...{ segmentCount: 1, logCount: 1, itemCount: 1 },
}
const noOtherSignal = { segmentCount: 0, logCount: 0, itemCount: 0 }
const list = async (range = {}, now = nowMillis) =>
  (await listServices(store.reader, range, now)).services

test('lists all services with the counts of every day and signal', async () => {
  expect(await list()).toEqual([
    {
      ...{ name: 'home', spanCount: 3, errorCount: 1, ...noOtherSignal },
      lastSeenUnixNano: `${nowMillis - minuteMillis}000000`,
    },
    expect.objectContaining(shop),
    {
      ...{ name: 'user', spanCount: 1, errorCount: 1, ...noOtherSignal },
      lastSeenUnixNano: `${nowMillis - 2 * dayMillis}000000`,
    },
  ])
})

test('a range counts only records that started within it', async () => {
  expect(await list({ since: '30h' })).toMatchObject([
    { name: 'home', spanCount: 2, errorCount: 0 },
    shop,
  ])
})

test('counts data from the future', async () => {
  const dayAgo = nowMillis - 1.5 * dayMillis
  expect(await list({}, dayAgo)).toMatchObject([{ name: 'home', spanCount: 3 }, shop, {}])
})

test('only services with spans are named where spans alone are shown', async () => {
  expect(await listTracedServices(store.reader)).toEqual(['home', 'user'])
})
