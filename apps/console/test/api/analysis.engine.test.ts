import { rm } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type {
  AttributeList,
  CompareResult,
  CountResult,
  HeatmapResult,
  ValueList,
} from '../../src/contract/analysis.ts'
import type { TraceList } from '../../src/contract/traces.ts'
import { type Console, startConsole } from '../../src/start-console.ts'
import { consoleConfig } from '../support/console-config.ts'
import { spanId, traceId } from '../support/span-rows.ts'
import { storeFolder } from '../support/temp-store.ts'
import { sendSpans, type TrafficSpan } from './span-traffic.ts'

const ms = 1_000_000n
/** A round minute some minutes ago, so that steps of time are known. */
const start = (BigInt(Date.now() - 600_000) / 60_000n) * 60_000n * ms
const end = start + 300_000n * ms
const range = { start: iso(start), end: iso(end) }
let folder: string
let running: Console

beforeAll(async () => {
  folder = await storeFolder()
  running = await startConsole(consoleConfig(folder))
  // 100 quick requests over five minutes; in the fourth minute ten slow ones of version 2.
  const quick = Array.from(
    { length: 100 },
    (_, index): TrafficSpan => ({
      traceId: traceId(index + 1),
      spanId: spanId(index + 1),
      startNano: start + BigInt(index) * 3_000n * ms,
      durationNano: BigInt(index + 1) * ms,
      failed: index % 10 === 0,
      attributes: {
        'http.route': index % 2 === 0 ? '/even' : '/odd',
        'http.response.status_code': index % 10 === 0 ? 500 : 200,
        version: '1',
        'request.id': `id-${index}`,
      },
    }),
  )
  const slow = Array.from(
    { length: 10 },
    (_, index): TrafficSpan => ({
      traceId: traceId(index + 201),
      spanId: spanId(index + 201),
      startNano: start + 200_000n * ms + BigInt(index) * ms,
      durationNano: 2_000n * ms,
      attributes: { 'http.route': '/even', version: '2', 'request.id': `slow-${index}` },
    }),
  )
  const sampled: TrafficSpan = {
    traceId: traceId(301),
    spanId: spanId(301),
    startNano: start,
    durationNano: 5n * ms,
    attributes: { SampleRate: 50, 'http.route': '/sampled' },
  }
  await sendSpans(running.otlpUrl, 'web', [...quick, ...slow])
  await sendSpans(running.otlpUrl, 'sampled', [sampled])
})
afterAll(async () => {
  await running.close()
  await rm(folder, { recursive: true, force: true })
})

async function getJson<Body>(path: string, query: Record<string, string | number> = {}) {
  const search = new URLSearchParams(
    Object.entries(query).map(([name, value]) => [name, String(value)]),
  )
  const response = await fetch(`${running.url}/api/v1/${path}?${search}`)
  return { status: response.status, body: (await response.json()) as Body }
}

async function count(where: string): Promise<number> {
  const { body } = await getJson<CountResult>('spans/count', { ...range, service: 'web', where })
  return body.all.total.count
}

test.each([
  ['http.route = /even', 60],
  ['http.route != /even', 50],
  ['http.response.status_code >= 500', 10],
  ['http.response.status_code < 1e3', 100],
  ['NOT http.response.status_code < 500', 20],
  ['http.response.status_code = 500.0', 10],
  ['http.response.status_code exists', 100],
  ['http.response.status_code absent', 10],
  ['http.route contains EVE', 60],
  ['http.route like "*dd"', 50],
  ['http.route =~ "^/o.d$"', 50],
  ['http.route !~ "^/o.d$"', 60],
  ['version = 2 AND (status = error OR duration > 1s)', 10],
  ['duration > 50ms AND duration <= 60ms', 10],
  ['status = error OR version = 2', 20],
  ['kind = server AND service = web', 110],
  ['version = "\' OR 1=1 --"', 0],
])('where %s counts %d spans', async (where, expected) => {
  expect(await count(where)).toBe(expected)
})

test('finds traces by span attributes, and an invalid query names the position', async () => {
  const { body } = await getJson<TraceList>('traces', { where: 'request.id = slow-3', ...range })
  expect(body.traces.map((trace) => trace.traceId)).toEqual([traceId(204)])
  const wrong = await getJson<{ code: string; detail: string }>('traces', { where: 'a ~ b' })
  expect(wrong.status).toBe(400)
  expect(wrong.body.detail).toMatch(/^where: expected =, !=, .* at position 3, found ~$/)
})

test('traces sort by duration both ways, page after page', async () => {
  const first = await getJson<TraceList>('traces', {
    ...range,
    ...{ service: 'web', sort: 'shortest', limit: 60 },
  })
  const second = await getJson<TraceList>('traces', {
    ...range,
    ...{ service: 'web', sort: 'shortest', limit: 60, cursor: first.body.nextCursor ?? '' },
  })
  const durations = [...first.body.traces, ...second.body.traces].map(({ durationNano }) =>
    Number(durationNano),
  )
  expect(durations).toHaveLength(110)
  expect(durations).toEqual(durations.toSorted((a, b) => a - b))
  expect(second.body.nextCursor).toBeUndefined()
  const longest = await getJson<TraceList>('traces', { ...range, sort: 'longest', limit: 1 })
  expect(longest.body.traces[0]?.durationNano).toBe(String(2_000n * ms))
})

test('counts spans over time by an attribute, with percentiles and errors', async () => {
  const { body } = await getJson<CountResult>('spans/count', {
    ...range,
    ...{ service: 'web', by: 'http.route', steps: 5 },
  })
  expect(body).toMatchObject({ stepNano: '60000000000', stepCount: 5, groupCount: 2 })
  expect(body.startUnixNano).toBe(String(start))
  expect(body.all.counts).toEqual([20, 20, 20, 30, 20])
  expect(body.groups.map(({ value, total }) => [value, total.count, total.errorCount])).toEqual([
    ['/even', 60, 10],
    ['/odd', 50, 0],
  ])
  expect(body.groups[1]?.counts).toEqual([10, 10, 10, 10, 10])
  expect(Number(body.groups[1]?.total.p50Nano)).toBe(50e6)
  expect(Number(body.all.total.p99Nano)).toBe(2e9)
  expect(body.all.p50Nanos).toHaveLength(5)
})

test('spans without the attribute are a group of their own', async () => {
  const { body } = await getJson<CountResult>('spans/count', {
    ...range,
    ...{ service: 'web', by: 'http.response.status_code' },
  })
  expect(body.groups.map(({ value, total }) => [value, total.count])).toEqual([
    ['200', 90],
    [null, 10],
    ['500', 10],
  ])
})

test('a span with SampleRate n counts n times', async () => {
  const { body } = await getJson<CountResult>('spans/count', { ...range, service: 'sampled' })
  expect(body.all.total.count).toBe(50)
  const map = await getJson<HeatmapResult>('spans/heatmap', { ...range, service: 'sampled' })
  expect(map.body.count).toBe(50)
})

test('the HEATMAP holds each span in the row of its duration', async () => {
  const { body } = await getJson<HeatmapResult>('spans/heatmap', {
    ...range,
    ...{ service: 'web', steps: 5, rows: 20 },
  })
  expect(body.count).toBe(110)
  expect(body.boundaryNanos.length).toBeLessThanOrEqual(21)
  const slow = body.cells.filter(
    ({ row }) =>
      Number(body.boundaryNanos[row]) <= 2e9 && Number(body.boundaryNanos[row + 1]) > 2e9,
  )
  expect(slow).toEqual([expect.objectContaining({ step: 3, count: 10, errorCount: 0 })])
  const empty = await getJson<HeatmapResult>('spans/heatmap', { ...range, service: 'absent' })
  expect(empty.body).toMatchObject({ cells: [], boundaryNanos: [], count: 0 })
})

test('a box is distinguished by the attribute that others lack, never by IDs', async () => {
  const { body } = await getJson<CompareResult>('spans/compare', {
    ...range,
    ...{ service: 'web', boxStart: range.start, boxEnd: range.end, boxMinDuration: '1s' },
  })
  expect(body).toMatchObject({ selectedCount: 10, baselineCount: 100 })
  const [first] = body.attributes
  expect(first?.score).toBe(1)
  expect(body.attributes.map(({ key }) => key)).not.toContain('request.id')
  const version = body.attributes.find(({ key }) => key === 'version')
  expect(version?.values).toEqual([
    { value: '1', selectedShare: 0, baselineShare: 1 },
    { value: '2', selectedShare: 1, baselineShare: 0 },
  ])
  const status = body.attributes.find(({ key }) => key === 'http.response.status_code')
  expect(status?.values).toContainEqual({ value: null, selectedShare: 1, baselineShare: 0 })
})

test('keys and values of attributes are offered, most used first', async () => {
  const keys = await getJson<AttributeList>('attributes', { ...range, containing: 'ROUTE' })
  expect(keys.body).toEqual({ fields: [], attributes: [{ name: 'http.route', count: 111 }] })
  const all = await getJson<AttributeList>('attributes', range)
  expect(all.body.fields).toContain('duration')
  const values = await getJson<ValueList>('attributes/http.route/values', {
    ...range,
    service: 'web',
  })
  expect(values.body.values).toEqual([
    { name: '/even', count: 60 },
    { name: '/odd', count: 50 },
  ])
})

function iso(nanos: bigint): string {
  return new Date(Number(nanos / ms)).toISOString()
}
