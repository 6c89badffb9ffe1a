import { rm } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ErrorItemDetail, ErrorItemList, OccurrenceList } from '../../src/contract/errors.ts'
import { type Console, startConsole } from '../../src/start-console.ts'
import { sendItem } from '../pages/item-sender.ts'
import { consoleConfig } from '../support/console-config.ts'
import { storeFolder } from '../support/temp-store.ts'

const minute = 60_000
const nowMillis = Date.now()
const traceId = 'c'.repeat(32)
let console_: Console
let folder: string

beforeAll(async () => {
  folder = await storeFolder()
  console_ = await startConsole(consoleConfig(folder))
  const send = (minutesAgo: number, item: Omit<Parameters<typeof sendItem>[1], 'timeMillis'>) =>
    sendItem(console_.url, { timeMillis: nowMillis - minutesAgo * minute, ...item })
  const database = {
    service: 'user',
    chain: [
      ['QueryError', 'cannot list <b>activities</b>'],
      ['Error', 'connect ECONNREFUSED'],
    ],
  } as const
  await send(180, { ...database, codeVersion: '1.0.0' })
  for (const minutesAgo of [50, 30, 10])
    await send(minutesAgo, { ...database, codeVersion: '1.1.0', traceId })
  await send(20, {
    service: 'home',
    level: 'warning',
    environment: 'staging',
    fingerprint: 'späte/zeile',
    chain: [['TimeoutError', 'too late']],
  })
}, 60_000)

afterAll(async () => {
  await console_.close()
  await rm(folder, { recursive: true })
})

async function getJson<Body>(path: string): Promise<Body> {
  const response = await fetch(`${console_.url}/api/v1/${path}`)
  expect(response.status, path).toBe(200)
  return (await response.json()) as Body
}

const nano = (minutesAgo: number) => `${nowMillis - minutesAgo * minute}000000`

test('occurrences of one fingerprint are one item, the last to occur first', async () => {
  const { items } = await getJson<ErrorItemList>('errors')
  expect(items).toMatchObject([
    {
      counter: 1,
      title: 'QueryError: cannot list <b>activities</b>',
      level: 'error',
      services: ['user'],
      codeVersions: ['1.0.0', '1.1.0'],
      firstSeenUnixNano: nano(180),
      lastSeenUnixNano: nano(10),
      occurrenceCount: 4,
      traceCount: 1,
    },
    {
      counter: 2,
      fingerprint: 'späte/zeile',
      level: 'warning',
      environments: ['staging'],
      occurrenceCount: 1,
      traceCount: 0,
    },
  ])
  for (const item of items)
    expect(item.counts.reduce((sum, count) => sum + count, 0)).toBe(item.occurrenceCount)
})

test('counts the occurrences of a range and keeps the first occurrence of the item', async () => {
  const { items, chart } = await getJson<ErrorItemList>('errors?since=1h&service=user')
  expect(items).toMatchObject([
    { counter: 1, occurrenceCount: 3, firstSeenUnixNano: nano(180), codeVersions: ['1.1.0'] },
  ])
  const stepOf = (minutesAgo: number) =>
    Number((BigInt(nano(minutesAgo)) - BigInt(chart.startUnixNano)) / BigInt(chart.stepNano))
  for (const minutesAgo of [50, 30, 10]) expect(items[0]?.counts[stepOf(minutesAgo)]).toBe(1)
})

test.each([
  ['level=warning', [2]],
  ['environment=staging', [2]],
  ['service=absent', []],
  [`end=${new Date(nowMillis - 60 * minute).toISOString()}`, [1]],
])('%s selects the items that match', async (query, expected) => {
  const { items } = await getJson<ErrorItemList>(`errors?${query}`)
  expect(items.map(({ counter }) => counter)).toEqual(expected)
})

test('pages by cursor hold every item once', async () => {
  const first = await getJson<ErrorItemList>('errors?limit=1')
  const second = await getJson<ErrorItemList>(`errors?limit=1&cursor=${first.nextCursor}`)
  expect([...first.items, ...second.items].map(({ counter }) => counter)).toEqual([1, 2])
  expect(second.nextCursor).toBeUndefined()
})

test('an item has its occurrences, each with its trace, its stack and its causes', async () => {
  const { items } = await getJson<ErrorItemList>('errors?service=user')
  const path = `errors/${items[0]?.fingerprint}`
  expect(await getJson<ErrorItemDetail>(path)).toMatchObject({ item: { counter: 1 } })
  const first = await getJson<OccurrenceList>(`${path}/occurrences?limit=3`)
  expect(first.occurrences.map(({ timeUnixNano }) => timeUnixNano)).toEqual([10, 30, 50].map(nano))
  expect(first.occurrences[0]).toMatchObject({
    traceId,
    exceptions: [
      {
        class: 'QueryError',
        frames: [
          { file: '/app/src/layer-0.ts', line: 12, column: 7, method: 'call0' },
          { file: 'node:internal/process/task_queues' },
        ],
      },
      { class: 'Error', message: 'connect ECONNREFUSED' },
    ],
  })
  const rest = await getJson<OccurrenceList>(
    `${path}/occurrences?limit=3&cursor=${first.nextCursor}`,
  )
  expect(rest.occurrences.map(({ codeVersion }) => codeVersion)).toEqual(['1.0.0'])
  expect(rest.nextCursor).toBeUndefined()
})

test('a fingerprint of any characters is found by its address', async () => {
  const path = `errors/${encodeURIComponent('späte/zeile')}`
  expect(await getJson<ErrorItemDetail>(path)).toMatchObject({ item: { counter: 2 } })
})

test('an unknown item and an invalid query are problems', async () => {
  const getAny = async (path: string) => {
    const response = await fetch(`${console_.url}/api/v1/${path}`)
    return { status: response.status, body: await response.json() }
  }
  expect(await getAny('errors/none')).toMatchObject({
    status: 404,
    body: { code: 'CON_QUERY_NO_SUCH_ITEM' },
  })
  expect(await getAny('errors?level=loud')).toMatchObject({ status: 400 })
  expect(await getAny('errors?cursor=%27')).toMatchObject({ status: 400 })
  expect(await getAny(`errors/${'x'.repeat(41)}`)).toMatchObject({ status: 404 })
})

test('the chart of a range in the past is in this range', async () => {
  const { items, chart } = await getJson<ErrorItemList>('errors?end=2020-01-01T00:00:00Z')
  expect(items).toEqual([])
  expect(BigInt(chart.stepNano)).toBeGreaterThan(0n)
  expect(BigInt(chart.startUnixNano)).toBeLessThan(BigInt(Date.parse('2020-01-01')) * 1_000_000n)
})
