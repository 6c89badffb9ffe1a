import { randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { RunList } from '../../src/contract/runs.ts'
import { type Console, startConsole } from '../../src/start-console.ts'
import { runTraces } from '../cli/run-traces.ts'
import { consoleConfig } from '../support/console-config.ts'
import { spanId, traceId } from '../support/span-rows.ts'
import { storeFolder } from '../support/temp-store.ts'
import { sendItem, sendLine, sendSegment } from './signals-without-spans.ts'
import { sendSpans } from './span-traffic.ts'

const ms = 1_000_000n
const startNano = BigInt(Date.now() - 3_600_000) * ms
const minute = 60_000n * ms
const [ofLines, ofSegments, ofItems, ofAll] = ['a', 'b', 'c', 'd'].map(
  (digit) => `${digit.repeat(8)}-0000-4000-8000-000000000001`,
) as [string, string, string, string]
const id = () => randomUUID().replaceAll('-', '')
let folder: string
let running: Console

beforeAll(async () => {
  folder = await storeFolder()
  running = await startConsole(consoleConfig(folder))
  const { url, otlpUrl } = running
  for (const step of [0n, 1n]) {
    const timeNano = startNano + step * minute
    const line = { traceId: id(), run: ofLines, timeNano, body: 'only a line', severityNumber: 17 }
    await sendLine(otlpUrl, 'lines', line)
    const times = { startNano: timeNano, durationNano: 5n * ms }
    const segment = { traceId: id(), run: ofSegments, isParent: true, ...times }
    await sendSegment(url, 'segments', segment)
    await sendItem(url, 'items', { traceId: id(), run: ofItems, timeNano, message: 'only an item' })
  }
  const named = { traceId: traceId(9), run: ofAll }
  await sendSpans(
    otlpUrl,
    'all',
    [{ traceId: traceId(9), spanId: spanId(9), startNano, durationNano: ms }],
    { 'service.instance.id': ofAll, 'service.version': '3.0.0' },
  )
  // The name of the segment is the requested host, as with AWS_XRAY_URL.
  await sendSegment(url, 'www.all.test', { ...named, startNano: startNano - ms, durationNano: ms })
  await sendLine(otlpUrl, 'all', { ...named, timeNano: startNano + ms, body: 'one of all' })
})
afterAll(async () => {
  await running.close()
  await rm(folder, { recursive: true, force: true })
})

const get = async (path: string) => {
  const response = await fetch(`${running.url}/api/v1/${path}`)
  expect(response.status).toBe(200)
  return JSON.parse(await response.text())
}
const runs = async (query = ''): Promise<RunList['runs']> => (await get(`runs${query}`)).runs

const nothing = { spanCount: 0, segmentCount: 0, logCount: 0, itemCount: 0, requestCount: 0 }

test.each([
  ['lines', ofLines, { logCount: 2 }],
  ['segments', ofSegments, { segmentCount: 2 }],
  ['items', ofItems, { itemCount: 2, environment: 'test' }],
] as const)('a run with only %s is listed with their time', async (name, run, counts) => {
  const known = { ...nothing, ...counts, service: name, instanceId: run }
  const seen = {
    firstSeenUnixNano: String(startNano),
    lastSeenUnixNano: String(startNano + minute),
  }
  expect(await runs(`?run=${run}`)).toMatchObject([{ ...known, ...seen }])
  expect(await runs(`?service=${name}`)).toHaveLength(1)
})

test('a run of all signals is one run, independent of the names of its segments', async () => {
  expect(await runs()).toHaveLength(4)
  expect(await runs(`?run=${ofAll}`)).toMatchObject([
    {
      ...{ service: 'all', version: '3.0.0', spanCount: 1, segmentCount: 1, logCount: 1 },
      firstSeenUnixNano: String(startNano - ms),
      lastSeenUnixNano: String(startNano + ms),
    },
  ])
  expect(await runs('?service=www.all.test')).toEqual([])
})

test('every view takes such a run', async () => {
  for (const run of [ofLines, ofSegments, ofItems])
    expect((await get(`traces?run=${run}&spans=missing`)).traces, run).toHaveLength(2)
  expect((await get(`logs?run=${ofLines}`)).lines).toHaveLength(2)
  expect((await get(`errors?run=${ofItems}`)).items).toMatchObject([{ occurrenceCount: 2 }])
  expect((await get(`spans/count?since=2h&run=${ofLines}`)).all.total.count).toBe(0)
  const compared = await get(`compare?run=${ofItems}&baselineRun=${ofLines}`)
  expect(compared.newErrors).toMatchObject([{ title: 'only an item' }])
})

test('the command lists such runs and takes them by their first characters', async () => {
  const traces = (...args: string[]) => runTraces(args, { CONSOLE_URL: running.url })
  const { stdout } = await traces('runs')
  expect(stdout).toMatch(/^lines +aaaaaaaa-\S+ .* no spans +2 log lines$/m)
  expect(stdout).toMatch(/^segments +bbbbbbbb-\S+ .* no spans +2 segments$/m)
  const list = await traces('--run', 'bbbb', '--without-spans', '--json')
  expect(JSON.parse(list.stdout).traces).toHaveLength(2)
  expect((await traces('logs', '--run', 'aaaa')).stdout).toContain('only a line')
})
