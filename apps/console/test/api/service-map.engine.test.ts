import { rm } from 'node:fs/promises'
import { Check } from 'typebox/value'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ServiceMap } from '../../src/contract/service-map.ts'
import { type Console, startConsole } from '../../src/start-console.ts'
import { runTraces } from '../cli/run-traces.ts'
import { consoleConfig } from '../support/console-config.ts'
import { spanId, traceId } from '../support/span-rows.ts'
import { storeFolder } from '../support/temp-store.ts'
import { sendSpans } from './span-traffic.ts'

const ms = 1_000_000n
const requests = 10
let folder: string
let running: Console

beforeAll(async () => {
  folder = await storeFolder()
  running = await startConsole(consoleConfig(folder))
  const startNano = BigInt(Date.now() - 60_000) * ms
  const each = Array.from({ length: requests }, (_, index) => index + 1)
  const id = (index: number, part: number) => spanId(index * 10 + part)
  await sendSpans(
    running.otlpUrl,
    'home',
    each.flatMap((index) => [
      { traceId: traceId(index), spanId: id(index, 1), startNano, durationNano: 50n * ms },
      {
        ...{ traceId: traceId(index), spanId: id(index, 2), parentSpanId: id(index, 1), kind: 3 },
        ...{ startNano, durationNano: 40n * ms, attributes: { 'server.address': '127.0.0.1' } },
      },
    ]),
  )
  await sendSpans(
    running.otlpUrl,
    'user',
    each.flatMap((index) => [
      {
        ...{ traceId: traceId(index), spanId: id(index, 3), parentSpanId: id(index, 2) },
        ...{ startNano, durationNano: BigInt(index) * ms, failed: index === requests },
      },
      {
        ...{ traceId: traceId(index), spanId: id(index, 4), parentSpanId: id(index, 3), kind: 3 },
        ...{ startNano, durationNano: ms, attributes: { 'db.system.name': 'postgresql' } },
      },
    ]),
  )
  await sendSpans(running.otlpUrl, 'batch', [
    { traceId: traceId(99), spanId: id(99, 1), kind: 1, startNano, durationNano: ms },
  ])
})
afterAll(async () => {
  await running.close()
  await rm(folder, { recursive: true, force: true })
})

test('each service has its requests, errors, latency and signal counts', async () => {
  const map = await fetchMap()
  expect(map.services.map(({ name }) => name)).toEqual(['batch', 'home', 'user'])
  const user = map.services.find(({ name }) => name === 'user')
  expect(user).toMatchObject({
    requests: { count: requests, errorCount: 1, p50Nano: String(5n * ms) },
    signals: { spans: 2 * requests, segments: 0, logs: 0, errors: 0 },
  })
  expect(user?.requestCounts.reduce((sum, count) => sum + count, 0)).toBe(requests)
  const batch = map.services.find(({ name }) => name === 'batch')
  expect(batch).toMatchObject({ requests: { count: 0 }, requestCounts: [], signals: { spans: 1 } })
})

test('a call leads to the service of the callee, or to the peer that the caller names', async () => {
  const { calls } = await fetchMap()
  expect(calls).toHaveLength(2)
  expect(calls).toContainEqual(
    expect.objectContaining({
      ...{ caller: 'home', callee: 'user', isService: true, count: requests, errorCount: 1 },
      p50Nano: String(5n * ms),
    }),
  )
  expect(calls).toContainEqual(
    expect.objectContaining({
      ...{ caller: 'user', callee: 'postgresql', isService: false, count: requests, errorCount: 0 },
      p95Nano: String(ms),
    }),
  )
})

test('calls are not read when they are not requested', async () => {
  const response = await fetch(`${running.url}/api/v1/service-map?calls=false`)
  const { services, calls } = (await response.json()) as ServiceMap
  expect(calls).toEqual([])
  // The steps of a chart may be others at the end of a minute.
  const figures = (map: ServiceMap['services']) =>
    map.map(({ name, requests, signals }) => ({ name, requests, signals }))
  expect(figures(services)).toEqual(figures((await fetchMap()).services))
})

test('traces map lists the callees of each service', async () => {
  const { stdout } = await runTraces(['map'], { CONSOLE_URL: running.url })
  expect(stdout).toMatch(/^home +10 +0% +50 ms +50 ms\n {2}→ user +10 +10% +5 ms +10 ms$/m)
  expect(stdout).toMatch(/^ {2}→ postgresql +10 +0% +1 ms +1 ms$/m)
})

async function fetchMap(): Promise<ServiceMap> {
  const response = await fetch(`${running.url}/api/v1/service-map`)
  const map: unknown = await response.json()
  expect(Check(ServiceMap, map)).toBe(true)
  return map as ServiceMap
}
