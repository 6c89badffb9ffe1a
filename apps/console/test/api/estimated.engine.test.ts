import { rm } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CompareResult, CountResult, HeatmapResult } from '../../src/contract/analysis.ts'
import type { PeriodComparison } from '../../src/contract/compare.ts'
import type { RunList } from '../../src/contract/runs.ts'
import type { ServiceMap } from '../../src/contract/service-map.ts'
import { type Console, startConsole } from '../../src/start-console.ts'
import { runTraces } from '../cli/run-traces.ts'
import { consoleConfig } from '../support/console-config.ts'
import { exponentialPoint, generator, nano } from '../support/metric-process.ts'
import { spanId, traceId } from '../support/span-rows.ts'
import { storeFolder } from '../support/temp-store.ts'
import { sendMetrics } from './metric-traffic.ts'
import { sendSpans } from './span-traffic.ts'

const rate = 10
const scale = 6
const startMillis = Date.now() - 600_000
const random = generator(3)
const requests = Array.from({ length: 500 }, (_none, index) => ({
  atMillis: startMillis + index * 1_000,
  seconds: 0.005 * Math.exp(4 * random()),
  failed: index % 25 === 0,
}))
type Request = (typeof requests)[number]

let folder: string
let running: Console
let lastId = 0

beforeAll(async () => {
  folder = await storeFolder()
  running = await startConsole(consoleConfig(folder))
  const sampled = requests.filter((_request, index) => index % rate === 0)
  await sendRequests('whole', requests, {})
  await sendMeasurements('whole')
  await sendRequests('sampled', sampled, { SampleRate: rate })
  await sendMeasurements('sampled')
  await sendRequests('unmeasured', sampled, { SampleRate: rate })
  await sendRequests('consumer', sampled, { SampleRate: rate }, 5)
  await sendMeasurements('consumer')
})
afterAll(async () => {
  await running.close()
  await rm(folder, { recursive: true, force: true })
})

async function sendRequests(
  service: string,
  some: readonly Request[],
  attributes: Record<string, number>,
  kind = 2,
): Promise<void> {
  const spans = some.map(({ atMillis, seconds, failed }) => {
    lastId += 1
    const startNano = BigInt(atMillis) * 1_000_000n
    const durationNano = BigInt(Math.round(seconds * 1e9))
    return {
      ...{ traceId: traceId(lastId), spanId: spanId(lastId), kind, startNano, durationNano },
      ...{ failed, attributes },
    }
  })
  await sendSpans(running.otlpUrl, service, spans, { 'service.instance.id': `run-${service}` })
}

/** The requests as a service measures them: failed ones with `error.type`, exported every 30 s. */
async function sendMeasurements(service: string): Promise<void> {
  const start = { startTimeUnixNano: nano(startMillis) }
  const dataPoints = Array.from({ length: 18 }, (_none, index) => {
    const at = startMillis + (index + 1) * 30_000
    const until = requests.filter(({ atMillis }) => atMillis <= at)
    return [false, true].map((failed) => ({
      ...exponentialPoint(
        until.filter((request) => request.failed === failed).map(({ seconds }) => seconds),
        scale,
      ),
      ...{ ...start, timeUnixNano: nano(at) },
      attributes: failed ? [{ key: 'error.type', value: { stringValue: '500' } }] : [],
    }))
  })
  await sendMetrics(running.otlpUrl, service, [
    {
      ...{ name: 'http.server.request.duration', unit: 's' },
      exponentialHistogram: { dataPoints: dataPoints.flat(), aggregationTemporality: 2 },
    },
  ])
}

async function get<Body>(path: string): Promise<Body> {
  return (await (await fetch(`${running.url}/api/v1/${path}`)).json()) as Body
}

test('sampled services have the requests of their metric, equal to all of their spans', async () => {
  const { services } = await get<ServiceMap>('service-map?since=20m')
  const find = (name: string) => services.find((service) => service.name === name)
  const [whole, sampled] = [find('whole'), find('sampled')]
  expect(whole?.source).toBe('spans')
  expect(sampled?.source).toBe('metrics')
  const { p50Nano, p95Nano, p99Nano, ...counts } = whole?.requests ?? {
    p50Nano: '',
    p95Nano: '',
    p99Nano: '',
  }
  expect(counts).toEqual({ count: 500, errorCount: 20, estimated: false })
  expect(sampled?.requests).toMatchObject(counts)
  for (const [exact, measured] of [
    [p50Nano, sampled?.requests.p50Nano],
    [p95Nano, sampled?.requests.p95Nano],
    [p99Nano, sampled?.requests.p99Nano],
  ])
    expect(Math.abs(Math.log2(Number(measured) / Number(exact)))).toBeLessThan(2 * 2 ** -scale)
  const sum = (values: readonly number[] = []) => values.reduce((total, value) => total + value, 0)
  expect(sum(sampled?.requestCounts)).toBe(500)
  expect(sum(sampled?.errorCounts)).toBe(20)
  expect(find('unmeasured')).toMatchObject({
    source: 'spans',
    requests: { count: 500, estimated: true },
  })
  // The metric does not include consumed messages.
  expect(find('consumer')).toMatchObject({ source: 'spans', requests: { estimated: true } })
})

test.each([
  ['whole', false],
  ['unmeasured', true],
])('figures of %s are marked as estimated: %s', async (service, estimated) => {
  const search = `service=${service}&since=20m`
  expect((await get<CountResult>(`spans/count?${search}`)).all.total.estimated).toBe(estimated)
  expect((await get<HeatmapResult>(`spans/heatmap?${search}`)).estimated).toBe(estimated)
  const { all, operations } = await get<PeriodComparison>(`compare?${search}`)
  expect([all.now.estimated, operations[0]?.now.estimated]).toEqual([estimated, estimated])
})

test('runs are marked as estimated when their requests are sampled', async () => {
  const { runs } = await get<RunList>('runs')
  const find = (service: string) => runs.find((run) => run.service === service)
  const figures = { requestCount: 500, errorCount: 20 }
  expect(find('whole')).toMatchObject({ ...figures, spanCount: 500, estimated: false })
  expect(find('unmeasured')).toMatchObject({
    ...{ requestCount: 500, errorCount: 100, spanCount: 50, estimated: true },
  })
  const sampled = await traces('runs', '--service', 'unmeasured')
  expect(sampled.stdout).toMatch(/^unmeasured +run-unmeasured .* ≈500 +≈100 \(20%\)/m)
  expect(sampled.stderr).toBe(note)
  const whole = await traces('runs', '--service', 'whole')
  expect(whole.stdout + whole.stderr).not.toContain('≈')
})

const note = '≈ Estimated: spans are sampled.\n'
const traces = (...args: string[]) => runTraces(args, { CONSOLE_URL: running.url, TZ: 'UTC' })

test('commands mark estimates and explain the mark', async () => {
  const count = await traces('count', '--service', 'unmeasured', '--since', '20m')
  expect(count.stdout).toMatch(/ ≈500 +≈20% /)
  expect(count.stderr).toBe(note)
  const exact = await traces('count', '--service', 'whole', '--since', '20m')
  expect(exact.stdout + exact.stderr).not.toContain('≈')
  const heatmap = await traces('heatmap', '--service', 'unmeasured', '--since', '20m')
  expect(heatmap.stdout).toContain('≈500 spans')
  const map = await traces('map', '--since', '20m')
  expect(map.stdout).toMatch(/^unmeasured +≈500 /m)
  expect(map.stdout).toMatch(/^sampled +500 +4\.0% /m)
  expect(map.stderr).toContain(note)
  expect(map.stderr).toContain('Requests of sampled: from the metric http.server.request.duration')
  const services = await traces('services')
  expect(services.stdout).toMatch(/^unmeasured +≈500 +≈/m)
  const compared = await traces('compare', '--service', 'unmeasured', '--since', '20m')
  expect(compared.stdout).toContain('→ ≈500')
})

test('a box comparison weighs sampled spans', async () => {
  const start = new Date(startMillis - 60_000).toISOString()
  const end = new Date(startMillis + 600_000).toISOString()
  const compare = async (service: string) => {
    const query = new URLSearchParams({
      ...{ service, start, end, boxStart: start, boxEnd: end, boxMinDuration: '50ms' },
    })
    const response = await fetch(`${running.url}/api/v1/spans/compare?${query}`)
    return (await response.json()) as CompareResult
  }
  const slow = (some: readonly Request[]) => some.filter(({ seconds }) => seconds >= 0.05).length
  const sampled = requests.filter((_request, index) => index % rate === 0)
  expect(await compare('unmeasured')).toMatchObject({
    selectedCount: slow(sampled) * rate,
    baselineCount: (sampled.length - slow(sampled)) * rate,
    estimated: true,
  })
  expect(await compare('whole')).toMatchObject({ selectedCount: slow(requests), estimated: false })
})

test('spans that are all kept do not distort the shares of a comparison', async () => {
  const atMillis = startMillis
  const some = (count: number, seconds: number) =>
    Array.from({ length: count }, () => ({ atMillis, seconds, failed: false }))
  // Of 100 fast requests with each of two values, one value is sampled and the other kept.
  await sendRequests('kept', some(10, 0.01), { SampleRate: 10, 'app.kind': 1 })
  await sendRequests('kept', some(100, 0.01), { 'app.kind': 2 })
  await sendRequests('kept', some(50, 1), { 'app.kind': 1 })
  const range = {
    start: new Date(startMillis - 60_000).toISOString(),
    end: new Date(startMillis + 60_000).toISOString(),
  }
  const query = new URLSearchParams({
    ...{ service: 'kept', ...range, boxStart: range.start, boxEnd: range.end },
    boxMinDuration: '500ms',
  })
  const response = await fetch(`${running.url}/api/v1/spans/compare?${query}`)
  const { attributes, ...counts } = (await response.json()) as CompareResult
  expect(counts).toEqual({ selectedCount: 50, baselineCount: 200, estimated: true })
  const kind = attributes.find(({ key }) => key === 'app.kind')
  expect(kind?.values).toEqual(
    expect.arrayContaining([{ value: '1', selectedShare: 1, baselineShare: 0.5 }]),
  )
})
