import { rm } from 'node:fs/promises'
import { Check } from 'typebox/value'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { LedgerList } from '../../src/contract/ledgers.ts'
import { type Console, startConsole } from '../../src/start-console.ts'
import { runTraces } from '../cli/run-traces.ts'
import { consoleConfig } from '../support/console-config.ts'
import {
  type LedgerService,
  ledgerDocument,
  startLedgerService,
} from '../support/ledger-service.ts'
import { spanId, traceId } from '../support/span-rows.ts'
import { storeFolder } from '../support/temp-store.ts'
import { sendSpans } from './span-traffic.ts'

const ms = 1_000_000n
const sent = 7
let folder: string
let running: Console
let shop: LedgerService

beforeAll(async () => {
  folder = await storeFolder()
  shop = await startLedgerService((_request, response) =>
    response.end(
      JSON.stringify(
        ledgerDocument('shop', {
          spans: { accepted: 12, sent, queued: 0, dropped: { queue_full: 5 } },
          logs: {
            ...{ accepted: 3, sent: 0, queued: 3 },
            outage: { since: new Date().toISOString(), reason: 'connect refused', attempts: 2 },
          },
        }),
      ),
    ),
  )
  const services = new Map([
    ['shop', shop.url],
    ['silent', 'http://127.0.0.1:9/'],
  ])
  running = await startConsole(consoleConfig(folder, { services }))
  const startNano = BigInt(Date.now() - 60_000) * ms
  const spans = (from: number, count: number, startNano: bigint) =>
    Array.from({ length: count }, (_, index) => ({
      ...{ traceId: traceId(from + index), spanId: spanId(from + index) },
      ...{ startNano, durationNano: ms },
    }))
  await sendSpans(running.otlpUrl, 'shop', spans(1, sent, startNano))
  // From an earlier run, which the ledger does not include.
  await sendSpans(running.otlpUrl, 'shop', spans(100, 3, startNano - 3_600_000n * ms))
  await sendSpans(running.otlpUrl, 'cart', spans(200, 1, startNano))
  await sendSegments()
})
afterAll(async () => {
  await running.close()
  await shop[Symbol.asyncDispose]()
  await rm(folder, { recursive: true, force: true })
})

/** A segment with a subsegment in it, and one that was sent alone: two documents. */
async function sendSegments(): Promise<void> {
  const start_time = Date.now() / 1_000 - 60
  const trace_id = `1-${traceId(1).slice(0, 8)}-${traceId(1).slice(8)}`
  const times = { start_time, end_time: start_time + 1 }
  const [segment, within, alone] = ['1', '2', '3'].map((digit) => digit.repeat(16))
  const documents = [
    {
      ...times,
      trace_id,
      name: 'shop',
      id: segment,
      subsegments: [{ ...times, name: 'db', id: within }],
    },
    { ...times, trace_id, name: 'slow', id: alone, parent_id: within, type: 'subsegment' },
    { ...times, trace_id, name: 'cart', id: '4'.repeat(16) },
  ].map((document) => JSON.stringify(document))
  const response = await fetch(`${running.url}/TraceSegments`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ TraceSegmentDocuments: documents }),
  })
  expect(await response.json()).toEqual({ UnprocessedTraceSegments: [] })
}

const traces = (...args: string[]) => runTraces(args, { CONSOLE_URL: running.url })

test('shows the delivery counters of each service next to the stored counts', async () => {
  const list: unknown = await (await fetch(`${running.url}/api/v1/ledgers`)).json()
  expect(Check(LedgerList, list)).toBe(true)
  const { ledgers } = list as LedgerList
  expect(ledgers.map(({ service, state }) => [service, state])).toEqual([
    ['cart', 'not_configured'],
    ['shop', 'reachable'],
    ['silent', 'unreachable'],
  ])
  const one = await fetch(`${running.url}/api/v1/ledgers?service=cart`)
  expect(await one.json()).toEqual({ ledgers: [{ service: 'cart', state: 'not_configured' }] })
  expect(ledgers[1]).toMatchObject({
    instanceId: 'c0ffee',
    signals: [
      { name: 'spans', accepted: 12, sent, dropped: { queue_full: 5 }, stored: sent },
      { name: 'segments', stored: 2 },
      { name: 'logs', queued: 3, outage: { attempts: 2 } },
      { name: 'errorReports' },
    ],
  })
})

test('the command shows a summary, and all counters of one service', async () => {
  const list = await traces('services')
  expect(list.stdout).toMatch(/^SERVICE .*DELIVERY$/m)
  expect(list.stdout).toMatch(/^shop +7 +0 .*dropped 5 spans; log lines failing, 3 queued$/m)
  expect(list.stdout).toMatch(/^cart .*not configured$/m)
  expect(list.stdout).toMatch(/^silent .*not reachable$/m)
  const one = await traces('services', 'shop')
  expect(one.stdout).toMatch(/^Spans +12 +7 +0 +5 +7 /m)
  expect(one.stdout).toContain('dropped: 5 queue_full')
  expect(one.stdout).toMatch(/failing since .*, 2 attempts: connect refused/)
  expect((await traces('services', 'absent')).stderr).toMatch(
    /^traces: Unknown service absent. Known: cart, shop, silent/,
  )
  expect(JSON.parse((await traces('services', '--json')).stdout)).toMatchObject({
    services: [{ name: 'cart' }, { name: 'shop' }],
    ledgers: [{}, { service: 'shop' }, {}],
  })
})

test('addresses come from CONSOLE_SERVICES alone, and a wrong one stops the start', () => {
  const { services } = readConfig({ CONSOLE_SERVICES: 'a=http://x:1, b=https://y/z' })
  expect([...services]).toEqual([
    ['a', 'http://x:1'],
    ['b', 'https://y/z'],
  ])
  expect(readConfig({}).services.size).toBe(0)
  for (const wrong of ['a', 'a=file:///etc/passwd', 'a=http://', 'a=http://u:very-secret@x'])
    expect(() => readConfig({ CONSOLE_SERVICES: wrong })).toThrow(
      /^CONSOLE_SERVICES must be name=url(?!.*very-secret)/,
    )
})
