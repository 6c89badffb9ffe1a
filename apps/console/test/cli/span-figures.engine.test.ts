import { rm } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { heatmapColumns, renderHeatmap } from '../../src/cli/render/heatmap.ts'
import type { HeatmapResult } from '../../src/contract/analysis.ts'
import { type Console, startConsole } from '../../src/start-console.ts'
import { sendSpans } from '../api/span-traffic.ts'
import { consoleConfig } from '../support/console-config.ts'
import { spanId, traceId } from '../support/span-rows.ts'
import { storeFolder } from '../support/temp-store.ts'
import { runTraces } from './run-traces.ts'

let folder: string
let running: Console

beforeAll(async () => {
  folder = await storeFolder()
  running = await startConsole(consoleConfig(folder))
  const startNano = BigInt(Date.now() - 60_000) * 1_000_000n
  await sendSpans(
    running.otlpUrl,
    'web',
    Array.from({ length: 20 }, (_, index) => ({
      ...{ traceId: traceId(index + 1), spanId: spanId(index + 1), startNano },
      durationNano: BigInt(index + 1) * 10_000_000n,
      failed: index === 19,
      attributes: { 'http.route': index < 15 ? '/home' : '/user\u001b[2J' },
    })),
  )
})
afterAll(async () => {
  await running.close()
  await rm(folder, { recursive: true, force: true })
})

const traces = (...args: string[]) => runTraces(args, { CONSOLE_URL: running.url, TZ: 'UTC' })

test('traces count splits by an attribute', async () => {
  const { stdout, stderr } = await traces('count', '--by', 'http.route')
  expect(stderr).toBe('')
  const [heading, ...lines] = stdout.trimEnd().split('\n')
  expect(heading).toMatch(/^HTTP\.ROUTE +COUNT +ERRORS +P50 +P95 +P99 +OVER TIME$/)
  expect(lines[0]).toMatch(/^\/home +15 +0% +80 ms +150 ms +150 ms +.*█/)
  expect(lines[1]).toMatch(/^\/user +5 +20% /)
  expect(lines[2]).toMatch(/^All +20 +5\.0% /)
  expect(stdout).not.toContain('\u001b')
})

test('count takes the filters of the list', async () => {
  const { stdout } = await traces('count', '--where', 'duration > 100ms', '--errors', '--json')
  expect(JSON.parse(stdout).all.total.count).toBe(1)
  const list = await traces('--where', 'http.route = /home', '--sort', 'longest', '--limit', '2')
  expect(list.stdout).toMatch(/150 ms[^\n]*\n[^\n]*140 ms/)
})

test('an invalid query is one line with the position and exit code 1', async () => {
  const { stderr, exitCode } = await traces('count', '--where', 'a = 1 b')
  expect(stderr).toBe('traces: where: expected AND, OR or the end at position 7, found b\n')
  expect(exitCode).toBe(1)
})

test('traces heatmap draws each row of duration with its count', async () => {
  const { stdout } = await traces('heatmap')
  expect(stdout).toContain('20 spans · one column is ')
  const counts = [...stdout.matchAll(/│ +(\d+)$/gm)].map(([, count]) => Number(count))
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(20)
  const { stdout: none, stderr } = await traces('heatmap', '--service', 'absent')
  expect(none).toBe('')
  expect(stderr).toMatch(/^No matching spans/)
})

test('a heatmap fits into 80 columns and works without color', async () => {
  const { stdout } = await traces('heatmap', '--json')
  const map = JSON.parse(stdout) as HeatmapResult
  const columns = heatmapColumns(80)
  const plain = {
    columns: 80,
    print: () => {},
    note: () => {},
    paint: (_: unknown, text: string) => text,
  }
  for (const line of renderHeatmap({ ...map, stepCount: columns }, plain))
    expect(line.length).toBeLessThanOrEqual(80)
})
