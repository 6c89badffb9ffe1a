import { rm } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ServiceMap } from '../../src/contract/service-map.ts'
import { type Console, startConsole } from '../../src/start-console.ts'
import { consoleConfig } from '../support/console-config.ts'
import { spanId, traceId } from '../support/span-rows.ts'
import { storeFolder } from '../support/temp-store.ts'
import { sendSpans } from './span-traffic.ts'

const ms = 1_000_000n
const address = (host: string, port: number) => ({
  'server.address': host,
  'server.port': String(port),
})
let folder: string
let running: Console
let number = 0

/** A call of `home` that started this long ago, without its callee. */
const call = (secondsAgo: number, attributes: Readonly<Record<string, string>>) => {
  number += 1
  return {
    ...{ traceId: traceId(number), spanId: spanId(number), kind: 3, durationNano: 5n * ms },
    startNano: BigInt(Date.now() - secondsAgo * 1_000) * ms,
    attributes,
  }
}

beforeAll(async () => {
  folder = await storeFolder()
  running = await startConsole(
    consoleConfig(folder, { services: new Map([['known', 'http://localhost:4009']]) }),
  )
  const received = call(120, address('localhost', 4002))
  await sendSpans(running.otlpUrl, 'home', [
    received,
    // Their callees have not arrived.
    call(1, address('127.0.0.1', 4002)),
    call(1, address('127.0.0.1', 4009)),
    call(1, address('127.0.0.1', 4003)),
    call(120, address('api.example.com', 443)),
    call(1, { 'db.system.name': 'postgresql', ...address('127.0.0.1', 5432) }),
  ])
  const { traceId, spanId: parentSpanId, startNano } = received
  await sendSpans(running.otlpUrl, 'user', [
    { traceId, parentSpanId, spanId: spanId(99), startNano, durationNano: 4n * ms },
  ])
})
afterAll(async () => {
  await running.close()
  await rm(folder, { recursive: true, force: true })
})

test('resolves a host and port to its service, also before the span of the service arrives', async () => {
  const response = await fetch(`${running.url}/api/v1/service-map`)
  const { calls } = (await response.json()) as ServiceMap
  const edges = calls.map(({ caller, callee, isService, count }) => [
    ...[caller, callee, isService, count],
  ])
  expect(edges).toEqual([
    ['home', 'user', true, 2],
    ['home', 'api.example.com:443', false, 1],
    ['home', 'known', true, 1],
    ['home', 'postgresql', false, 1],
  ])
})
