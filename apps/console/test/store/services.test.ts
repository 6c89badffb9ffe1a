import { afterAll, beforeAll, expect, test } from 'vitest'
import { listServices } from '../../src/query/list-services.ts'
import type { Store } from '../../src/store/open-store.ts'
import { spanRow } from '../support/span-rows.ts'
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
    spanRow({ ServiceName: 'home', Timestamp: at(-dayMillis) }),
    spanRow({ ServiceName: 'home', Timestamp: at(-minuteMillis) }),
    spanRow({ ServiceName: 'user', Timestamp: at(-2 * dayMillis), StatusCode: 'Error' }),
  ])
})
afterAll(() => store.close())

const list = (range = {}, now = nowMillis) => listServices(store.reader, range, now)

test('all services are listed with what was counted on every day', async () => {
  expect(await list()).toEqual([
    {
      ...{ name: 'home', spanCount: 3, errorCount: 1 },
      lastSeenUnixNano: `${nowMillis - minuteMillis}000000`,
    },
    {
      ...{ name: 'user', spanCount: 1, errorCount: 1 },
      lastSeenUnixNano: `${nowMillis - 2 * dayMillis}000000`,
    },
  ])
})

test('a range counts what started within it alone', async () => {
  expect(await list({ since: '30h' })).toMatchObject([
    { name: 'home', spanCount: 2, errorCount: 0 },
  ])
})

test('without a start, what is ahead of the clock is not counted', async () => {
  const dayAgo = nowMillis - 1.5 * dayMillis
  expect(await list({}, dayAgo)).toMatchObject([
    { name: 'home', spanCount: 1, errorCount: 1 },
    { name: 'user', spanCount: 1, errorCount: 1 },
  ])
})
