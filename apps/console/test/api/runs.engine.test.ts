import { rm } from 'node:fs/promises'
import { Check } from 'typebox/value'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { RunList, type RunList as Runs } from '../../src/contract/runs.ts'
import { type Console, startConsole } from '../../src/start-console.ts'
import { runTraces } from '../cli/run-traces.ts'
import { consoleConfig } from '../support/console-config.ts'
import { spanId, traceId } from '../support/span-rows.ts'
import { storeFolder } from '../support/temp-store.ts'
import { sendRun } from './run-traffic.ts'
import { sendSpans } from './span-traffic.ts'

const ms = 1_000_000n
const startNano = BigInt(Date.now() - 3_600_000) * ms
const minute = 60_000n * ms
const earlier = 'aaaaaaaa-0000-4000-8000-000000000001'
const later = 'bbbbbbbb-0000-4000-8000-000000000002'
let folder: string
let running: Console

beforeAll(async () => {
  folder = await storeFolder()
  running = await startConsole(consoleConfig(folder))
  await sendRun(running, { instanceId: earlier, version: '1.0.0', startNano, first: 1, failed: 1 })
  await sendRun(running, {
    ...{ instanceId: later, version: '1.1.0', first: 101, failed: 3 },
    startNano: startNano + 30n * minute,
  })
  await sendSpans(running.otlpUrl, 'third-party', [
    { traceId: traceId(500), spanId: spanId(500), startNano, durationNano: ms },
  ])
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
const runs = async (query = ''): Promise<Runs['runs']> => {
  const list: unknown = await get(`runs${query}`)
  expect(Check(RunList, list)).toBe(true)
  return (list as Runs).runs
}

test('each start of a service is a run, the last first, with its own figures', async () => {
  expect(await runs()).toEqual([
    {
      ...{ service: 'shop', instanceId: later, version: '1.1.0', environment: 'test' },
      ...{ host: 'laptop', pid: '42', spanCount: 20, requestCount: 10, errorCount: 3 },
      estimated: false,
      ...{ segmentCount: 0, logCount: 1, itemCount: 1 },
      firstSeenUnixNano: String(startNano + 30n * minute),
      lastSeenUnixNano: String(startNano + 39n * minute),
    },
    expect.objectContaining({ instanceId: earlier, version: '1.0.0', errorCount: 1 }),
  ])
})

test('lists runs with data in the time range', async () => {
  const iso = (nano: bigint) => new Date(Number(nano / ms)).toISOString()
  const within = (from: bigint, to: bigint) => runs(`?start=${iso(from)}&end=${iso(to)}`)
  const ids = async (list: Promise<Runs['runs']>) =>
    (await list).map(({ instanceId }) => instanceId)
  expect(await ids(within(startNano + 5n * minute, startNano + 6n * minute))).toEqual([earlier])
  expect(await ids(within(startNano + 15n * minute, startNano + 16n * minute))).toEqual([])
  expect(await ids(within(startNano, startNano + 60n * minute))).toEqual([later, earlier])
  expect(await runs('?service=third-party')).toEqual([])
  expect(await ids(runs(`?run=${earlier}`))).toEqual([earlier])
})

test('every view takes a run: traces, count, heatmap, log lines and errors', async () => {
  for (const [run, failed] of [
    [earlier, 1],
    [later, 3],
  ] as const) {
    const [list, count, heatmap, lines, errors] = await Promise.all([
      get(`traces?run=${run}&limit=100`),
      get(`spans/count?since=2h&run=${run}`),
      get(`spans/heatmap?since=2h&run=${run}`),
      get(`logs?run=${run}`),
      get(`errors?run=${run}`),
    ])
    expect(list.traces).toHaveLength(10)
    expect(count.all.total).toMatchObject({ count: 20, errorCount: failed })
    expect(heatmap.count).toBe(20)
    expect(lines.lines.map(({ body }: { body: string }) => body)).toEqual([`line of ${run}`])
    expect(errors.items).toMatchObject([{ occurrenceCount: 1 }])
    const [item] = errors.items
    const { occurrences } = await get(`errors/${item.fingerprint}/occurrences?run=${run}`)
    expect(occurrences).toMatchObject([{ message: `failure of ${run}` }])
  }
  expect(await get(`traces?run=nothing`)).toEqual({ traces: [] })
})

test('the command lists runs and takes one by its first characters', async () => {
  const traces = (...args: string[]) => runTraces(args, { CONSOLE_URL: running.url })
  const { stdout } = await traces('runs')
  expect(stdout).toMatch(
    /^SERVICE +RUN +VERSION +STARTED +LAST SEEN +REQUESTS +ERRORS +WHERE +ARRIVED$/m,
  )
  expect(stdout).toMatch(
    /^shop +bbbbbbbb-\S+ +1\.1\.0 .* 10 +3 \(30%\) +laptop, 42 +20 spans, 1 log line, 1 item$/m,
  )
  const list = await traces('--run', 'bbbb', '--limit', '100', '--json')
  expect(JSON.parse(list.stdout).traces).toHaveLength(10)
  const count = await traces('count', '--run', 'aaaa', '--since', '2h', '--json')
  expect(JSON.parse(count.stdout).all.total.count).toBe(20)
  expect((await traces('logs', '--run', 'aaaa')).stdout).toContain(`line of ${earlier}`)
  expect((await traces('errors', '--run', 'aaaa')).stdout).toContain('failure')
  expect(await traces('runs', '--where', 'a = 1')).toMatchObject({
    stderr: expect.stringContaining("option '--where' does not apply to runs"),
    exitCode: 2,
  })
  expect((await traces('runs', '--service', 'absent')).stderr).toContain('No matching runs.')
  expect((await traces('--run', 'zz')).stderr).toMatch(/^traces: No run ID starts with zz/)
  expect(
    JSON.parse((await traces('runs', '--service', 'shop', '--json')).stdout).runs,
  ).toHaveLength(2)
})
