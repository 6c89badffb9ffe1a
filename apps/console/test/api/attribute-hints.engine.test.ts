import { rm } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Console, startConsole } from '../../src/start-console.ts'
import { consoleConfig } from '../support/console-config.ts'
import { spanId, traceId } from '../support/span-rows.ts'
import { storeFolder } from '../support/temp-store.ts'
import { sendSpans } from './span-traffic.ts'

let folder: string
let running: Console

beforeAll(async () => {
  folder = await storeFolder()
  running = await startConsole(consoleConfig(folder))
  await sendSpans(running.otlpUrl, 'shop', [
    {
      ...{ traceId: traceId(1), spanId: spanId(1), name: 'GET' },
      startNano: BigInt(Date.now() - 10_000) * 1_000_000n,
      durationNano: 20_000_000n,
      attributes: {
        'http.response.status_code': 500,
        'http.route': '/cart',
        'db.statement': 'SELECT 1',
        'user.tier': 'gold',
      },
    },
  ])
})
afterAll(async () => {
  await running.close()
  await rm(folder, { recursive: true, force: true })
})

interface Hinted {
  readonly detail?: string
  readonly traces?: readonly unknown[]
  readonly hints?: readonly { readonly key: string; readonly suggestion?: string }[]
}

async function get(path: string, query: Readonly<Record<string, string>>): Promise<Hinted> {
  const response = await fetch(`${running.url}/api/v1/${path}?${new URLSearchParams(query)}`)
  return (await response.json()) as Hinted
}

test.each([
  ['http.status_code >= 400', 'http.response.status_code'],
  ['name = "GET"', 'operation'],
  ['db.query.text contains SELECT', 'db.statement'],
  ['http.rout = "/cart"', 'http.route'],
  ['HTTP.Route = "/cart"', 'http.route'],
  ['tier = gold', 'user.tier'],
  ['user_tier = gold', 'user.tier'],
  ['durration = 5', 'duration'],
  ['"duration" = 5', 'duration'],
  ['x = 1', undefined],
  ['unheard.of = 1', undefined],
])('an attribute that no span has offers the nearest one: %s', async (where, suggestion) => {
  for (const [path, further] of [
    ['traces', {}],
    ['spans/count', { since: '1h' }],
    ['spans/heatmap', { since: '1h' }],
  ] as const) {
    const { hints = [] } = await get(path, { ...further, where })
    expect(hints, path).toHaveLength(1)
    expect(hints[0]?.suggestion).toBe(suggestion)
  }
})

test('a query with known attributes has no hints, empty or not', async () => {
  expect((await get('traces', { where: 'http.route = "/none"' })).hints).toBeUndefined()
  expect((await get('traces', { where: 'unheard.of absent' })).hints).toBeUndefined()
  const { traces, hints } = await get('traces', { where: 'http.response.status_code >= 400' })
  expect(traces).toHaveLength(1)
  expect(hints).toBeUndefined()
})

test('grouping by an attribute that no span has returns a hint', async () => {
  const { hints } = await get('spans/count', { since: '1h', by: 'http.target' })
  expect(hints).toEqual([
    { key: 'http.target', message: 'No span in this time range has the attribute http.target.' },
  ])
})

test.each([
  ['status >= 400', 'HTTP status codes are in http.response.status_code'],
  ['status = 500', 'use = or != with unset, ok or error'],
  ['kind = http', 'unspecified, internal, server, client, producer or consumer'],
  ['duration like "2*"', 'use =, !=, <, <=, > or >='],
])('an operator or a value that a field cannot have is refused: %s', async (where, message) => {
  expect((await get('traces', { where })).detail).toContain(message)
})
