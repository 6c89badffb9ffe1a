import { rm } from 'node:fs/promises'
import stringWidth from 'string-width'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { renderMetric, renderMetricList } from '../../src/cli/render/metrics.ts'
import type { MetricResult } from '../../src/contract/metrics.ts'
import { type Console, startConsole } from '../../src/start-console.ts'
import { sendMetrics, sendShopMetrics } from '../api/metric-traffic.ts'
import { consoleConfig } from '../support/console-config.ts'
import { nano } from '../support/metric-process.ts'
import { storeFolder } from '../support/temp-store.ts'
import { runTraces } from './run-traces.ts'

let folder: string
let running: Console

beforeAll(async () => {
  folder = await storeFolder()
  running = await startConsole(consoleConfig(folder))
  await sendShopMetrics(running.otlpUrl, 'shop-with-a-rather-long-name', {
    ...{ minutes: 20, routes: 14, exemplarTraceId: 'a'.repeat(32) },
  })
  const level = { timeUnixNano: nano(Date.now() - 30_000), asDouble: 1 }
  await sendMetrics(running.otlpUrl, 'other\u001b[2J', [
    { name: 'app.orders', unit: 'kBy', gauge: { dataPoints: [level] } },
  ])
})
afterAll(async () => {
  await running.close()
  await rm(folder, { recursive: true, force: true })
})

const traces = (...args: string[]) => runTraces(args, { CONSOLE_URL: running.url, TZ: 'UTC' })
const terminal = {
  columns: 80,
  print: () => {},
  note: () => {},
  paint: (_: unknown, text: string) => text,
}

test('traces metrics lists type and unit, and chooses a type', async () => {
  const { stdout } = await traces('metrics')
  expect(stdout).toMatch(/^METRIC +SERVICE +TYPE +UNIT +SERIES +LAST$/m)
  expect(stdout).toMatch(/^http\.server\.request\.duration .*histogram +s +14 /m)
  expect(stdout).toMatch(/^http\.server\.active_requests .*up-down +\{reques/m)
  expect(stdout).not.toContain('\u001b')
  const gauges = await traces('metrics', '--type', 'gauge', '--json')
  const names = (JSON.parse(gauges.stdout) as { metrics: { name: string }[] }).metrics
  expect(names.map(({ name }) => name)).toEqual(['app.orders', 'v8js.memory.heap.used'])
})

test('traces metrics <name> shows the figures of its type', async () => {
  const histogram = await traces('metrics', 'http.server.request.duration', '--by', 'http.route')
  expect(histogram.stdout).toMatch(/^GROUP +COUNT +P50 +P95 +P99 +P95 OVER TIME$/m)
  expect(histogram.stdout).toMatch(/^\/api\/route-1 +2\.4 k +[\d.]+ ms +[\d.]+ ms .*█/m)
  expect(histogram.stdout).toMatch(/^4 others +/m)
  expect(histogram.stdout).toContain(`Exemplar: 900 ms in trace ${'a'.repeat(32)}`)
  const counter = await traces('metrics', 'app.orders')
  expect(counter.stdout).toMatch(/^All +600 +0\.5\/s +.*█/m)
  expect(counter.stderr).toContain('Not included: other')
  expect(counter.stderr).toMatch(/as gauge in kBy; use --type to choose\.\n$/)
  const gauge = await traces('metrics', 'v8js.memory.heap.used')
  expect(gauge.stdout).toMatch(/^GROUP +LAST +MIN +MAX +OVER TIME$/m)
  expect(gauge.stdout).toMatch(/^All +[\d.]+ MiB +4[\d.]+ MiB +5[\d.]+ MiB/m)
  const upDown = await traces('metrics', 'http.server.active_requests')
  expect(upDown.stdout).toMatch(/^All +[\d.]+ +3[\d.]* +[67][\d.]* /m)
  const summary = await traces('metrics', 'legacy.wait')
  expect(summary.stdout).toMatch(/^All +200 +0\.167\/s +4 ms/m)
})

test('traces metrics takes the filters and limits of the list', async () => {
  const name = 'http.server.request.duration'
  const { stdout } = await traces(
    'metrics',
    name,
    '--where',
    'http.route = "/api/route-2"',
    '--json',
  )
  const { groups } = JSON.parse(stdout) as MetricResult
  expect(groups.map(({ total }) => total)).toEqual([1200])
  const grouped = await traces('metrics', name, '--by', 'http.route', '--limit', '2', '--json')
  const { groupCount, rest } = JSON.parse(grouped.stdout) as MetricResult
  expect([groupCount, rest?.total]).toEqual([14, expect.any(Number)])
  const wrong = await traces('metrics', name, '--where', 'http.route >')
  expect(wrong.stderr).toMatch(/^traces: where: expected a value at position 13/)
  expect(wrong.exitCode).toBe(1)
  const none = await traces('metrics', 'nothing')
  expect(none.stderr).toContain('No data points of the metric "nothing"')
})

test.each(['http.server.request.duration', 'app.orders', 'v8js.memory.heap.used', 'legacy.wait'])(
  'the values of %s fit into 80 columns',
  async (name) => {
    const { stdout } = await traces('metrics', name, '--by', 'http.route', '--json')
    const lines = renderMetric(JSON.parse(stdout), terminal)
    for (const line of lines) expect(stringWidth(line), line).toBeLessThanOrEqual(80)
  },
)

test('the list of metrics fits into 80 columns', async () => {
  const { stdout } = await traces('metrics', '--json')
  for (const line of renderMetricList(JSON.parse(stdout).metrics, terminal))
    expect(stringWidth(line), line).toBeLessThanOrEqual(80)
})
