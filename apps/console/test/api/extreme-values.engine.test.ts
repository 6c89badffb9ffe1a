import { rm } from 'node:fs/promises'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TraceList } from '../../src/contract/traces.ts'
import { type Console, startConsole } from '../../src/start-console.ts'
import { consoleConfig } from '../support/console-config.ts'
import { spanId, traceId } from '../support/span-rows.ts'
import { storeFolder } from '../support/temp-store.ts'
import { sendSpans } from './span-traffic.ts'

let folder: string
let running: Console
const errors: unknown[] = []
const values = [
  '1234567890123456788',
  '1234567890123456789',
  '1234567890123456790',
  '-9007199254740993',
  '9223372036854775807',
  '1000000000000000000000',
  '1e300',
  '0.5',
  '42',
  'forty-two',
]

beforeAll(async () => {
  folder = await storeFolder()
  running = await startConsole(consoleConfig(folder), { onError: (error) => errors.push(error) })
  const startNano = BigInt(Date.now() - 10_000) * 1_000_000n
  await sendSpans(
    running.otlpUrl,
    'shop',
    values.map((value, index) => ({
      traceId: traceId(index + 1),
      spanId: spanId(index + 1),
      name: value,
      startNano: startNano + BigInt(index),
      durationNano: 20_000_000n,
      attributes: { 'order.id': value },
    })),
  )
})
afterAll(async () => {
  await running.close()
  await rm(folder, { recursive: true, force: true })
})

async function get(path: string): Promise<{ readonly status: number; readonly body: string }> {
  const response = await fetch(`${running.url}/${path}`)
  return { status: response.status, body: await response.text() }
}

async function find(where: string): Promise<string[]> {
  const { status, body } = await get(`api/v1/traces?where=${encodeURIComponent(where)}`)
  expect(status, body).toBe(200)
  const { traces } = JSON.parse(body) as TraceList
  return traces.map(({ rootOperation }) => rootOperation).sort(byPlace)
}

function byPlace(a: string, b: string): number {
  return values.indexOf(a) - values.indexOf(b)
}

test.each([
  ['order.id = 1234567890123456789', [1]],
  ['order.id = "1234567890123456789"', [1]],
  ['order.id != 1234567890123456789', [0, 2, 3, 4, 5, 6, 7, 8, 9]],
  ['order.id > 1234567890123456789', [2, 4, 5, 6]],
  ['order.id >= 1234567890123456789', [1, 2, 4, 5, 6]],
  ['order.id < 1234567890123456789', [0, 3, 7, 8]],
  ['order.id <= 1234567890123456789.5', [0, 1, 3, 7, 8]],
  ['order.id > 1234567890123456788.5', [1, 2, 4, 5, 6]],
  ['order.id = 1234567890123456788.5', []],
  ['order.id = -9007199254740993', [3]],
  ['order.id > -9007199254740994 AND order.id < 0', [3]],
  ['order.id = 9223372036854775807', [4]],
  ['order.id = 9,223,372,036,854,775,807', [4]],
  ['order.id = 1e21', [5]],
  ['order.id = 1e300', [6]],
  ['order.id > 1e38', [6]],
  ['order.id < 1e999', [0, 1, 2, 3, 4, 5, 6, 7, 8]],
  ['order.id > -1e999', [0, 1, 2, 3, 4, 5, 6, 7, 8]],
  ['order.id = 0.5', [7]],
  ['order.id > 0.4 AND order.id < 0.6', [7]],
  ['order.id = 4.2e1', [8]],
  ['duration > 99999999s', []],
  ['duration < 99999999999999999999d', values.map((_, index) => index)],
  ['duration = 20 ms', values.map((_, index) => index)],
  ['duration >= 20,000,000 ns AND duration <= 20.0 ms', values.map((_, index) => index)],
])('numbers are compared exactly: %s', async (where, expected) => {
  expect(await find(where)).toEqual(expected.map((index) => values[index]))
})

test.each([
  ['api/v1/traces?minDuration=9999999s', 200],
  ['api/v1/traces?minDuration=20%20ms', 200],
  ['api/v1/traces?minDuration=99999999999999999999999d', 200],
  ['api/v1/traces?maxDuration=-1ms', 400],
  ['api/v1/traces?minDuration=0x10ms', 400],
  ['api/v1/traces?minDuration=1e999ms', 400],
  ['api/v1/traces?since=999999999999999d', 200],
  ['api/v1/traces?since=15%20min', 200],
  ['api/v1/traces?start=1960-01-01T00:00:00Z', 200],
  ['api/v1/traces?start=2300-01-01T00:00:00Z', 400],
  ['api/v1/traces?end=9999-12-31T23:59:59Z', 200],
  ['api/v1/traces?end=1960-01-01T00:00:00Z', 400],
  ['api/v1/traces?start=2200-01-01T00:00:00Z&end=2299-01-01T00:00:00Z', 200],
  ['api/v1/traces?limit=1e21', 400],
  ['api/v1/traces?limit=-1', 400],
  ['api/v1/traces?limit=1.5', 400],
  ['api/v1/traces?limit=0x10', 200],
  ['api/v1/traces/histogram?start=1970-01-01T00:00:00Z&end=2262-01-01T00:00:00Z', 200],
  ['api/v1/spans/count?since=10m&where=val%20%3D%201e300', 200],
  ['api/v1/spans/count?since=99999999d&steps=300', 200],
  ['api/v1/spans/heatmap?start=1970-01-01T00:00:00Z', 200],
  [
    'api/v1/spans/compare?boxStart=1970-01-01T00:00:00Z&boxEnd=2400-01-01T00:00:00Z&boxMaxDuration=99999999999d',
    200,
  ],
  ['api/v1/compare?baselineShift=99999999d', 400],
  ['api/v1/runs?start=1970-01-01T00:00:00Z&end=9999-01-01T00:00:00Z', 200],
  ['api/v1/errors?since=99999999d', 200],
  ['api/v1/logs?end=9999-01-01T00:00:00Z', 200],
  ['api/v1/services?since=99999999d', 200],
  ['api/v1/service-map?since=99999999d', 200],
  ['jaeger/api/traces?service=shop&minDuration=2600h', 200],
  ['jaeger/api/traces?service=shop&minDuration=999999999h&maxDuration=9999999999h', 200],
  ['jaeger/api/traces?service=shop&lookback=999999w', 200],
  ['jaeger/api/traces?service=shop&start=99999999999999999', 400],
  ['jaeger/api/traces?service=shop&end=99999999999999999', 200],
  ['jaeger/api/traces?service=shop&tags={"order.id":1234567890123456789}', 200],
  ['jaeger/api/dependencies?endTs=999999999999999&lookback=999999999999999', 200],
  [
    'jaeger/api/v3/traces?query.service_name=shop&query.start_time_min=1970-01-01T00:00:00Z&query.start_time_max=9999-01-01T00:00:00Z&query.duration_min=9999999s',
    404,
  ],
])('extreme values never fail: %s', async (path, status) => {
  const response = await get(path.replaceAll('{', '%7B').replaceAll('}', '%7D'))
  expect(response.status, response.body).toBe(status)
  expect(errors).toEqual([])
})

test('a number in Jaeger tags keeps its digits', async () => {
  const tags = encodeURIComponent('{"order.id":1234567890123456789}')
  const { body } = await get(`jaeger/api/traces?service=shop&tags=${tags}`)
  expect(JSON.parse(body).data).toMatchObject([{ traceID: traceId(2) }])
})

const keys = fc.constantFrom('order.id', 'duration', 'status', 'kind', 'service', 'trace_id', 'x')
const operators = fc.constantFrom('=', '!=', '<', '>=', 'contains', 'like', '=~', '!~', 'exists')
const literals = fc.oneof(
  fc.bigInt().map(String),
  fc.double().map(String),
  fc.constantFrom('20 ms', '1e400', '-0', '0x1f', 'error', 'client', '"', '""', '2 min 05 s', '*'),
  fc.string({ unit: 'binary', maxLength: 10 }).map((text) => JSON.stringify(text)),
)

test('no query text fails in the store', { timeout: 60_000 }, async () => {
  const query = fc.tuple(keys, operators, literals).map((parts) => parts.join(' '))
  await fc.assert(
    fc.asyncProperty(fc.array(query, { minLength: 1, maxLength: 3 }), async (tests) => {
      const where = encodeURIComponent(tests.join(' OR ').toWellFormed())
      const { status, body } = await get(`api/v1/traces?since=1h&where=${where}`)
      expect([200, 400], body).toContain(status)
    }),
    { numRuns: 150 },
  )
  expect(errors).toEqual([])
})
