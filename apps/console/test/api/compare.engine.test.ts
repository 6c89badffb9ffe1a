import { rm } from 'node:fs/promises'
import { Check } from 'typebox/value'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { PeriodComparison } from '../../src/contract/compare.ts'
import { ChangeResult } from '../../src/contract/verdict.ts'
import { type Console, startConsole } from '../../src/start-console.ts'
import { runTraces } from '../cli/run-traces.ts'
import { consoleConfig } from '../support/console-config.ts'
import { storeFolder } from '../support/temp-store.ts'
import { comparedRuns, sendComparedRuns } from './compared-traffic.ts'

let folder: string
let running: Console

beforeAll(async () => {
  folder = await storeFolder()
  running = await startConsole(consoleConfig(folder))
  await sendComparedRuns(running)
})
afterAll(async () => {
  await running.close()
  await rm(folder, { recursive: true, force: true })
})

const { earlier, later, change } = comparedRuns
const hour = 3_600_000
const iso = (millis: number) => new Date(millis).toISOString()
const fetchComparison = (query: Record<string, string>) =>
  fetch(`${running.url}/api/v1/compare?${new URLSearchParams(query)}`)
async function compare(query: Record<string, string>): Promise<PeriodComparison> {
  const comparison: unknown = JSON.parse(await (await fetchComparison(query)).text())
  expect(Check(PeriodComparison, comparison), JSON.stringify(comparison).slice(0, 500)).toBe(true)
  return comparison as PeriodComparison
}
const namesOf = ({ operations }: PeriodComparison) =>
  operations.map(({ operation, change }) => [operation, change])

test('a period is compared with the one just before, the largest change first', async () => {
  const comparison = await compare({ start: iso(change), end: iso(change + hour / 2) })
  expect(comparison.baseline).toEqual({
    startUnixNano: String(BigInt(change - hour / 2) * 1_000_000n),
    endUnixNano: comparison.period.startUnixNano,
  })
  expect(namesOf(comparison)).toEqual([
    ['GET /new', 'new'],
    ['GET /old', 'removed'],
    ['GET /slower', 'both'],
    ['GET /failing', 'both'],
    ['GET /same', 'both'],
  ])
  const slower = comparison.operations.find(({ operation }) => operation === 'GET /slower')
  expect(slower).toMatchObject({
    service: 'shop',
    kind: 'server',
    before: { count: 100, p50Nano: '10000000' },
    now: { count: 100, p50Nano: '90000000', p95Nano: '90000000' },
  })
  const failing = comparison.operations.find(({ operation }) => operation === 'GET /failing')
  expect(failing).toMatchObject({ before: { errorCount: 0 }, now: { errorCount: 50 } })
  expect(comparison.all).toMatchObject({ before: { count: 400 }, now: { count: 400 } })
  expect(comparison.newErrors.map(({ fingerprint }) => fingerprint)).toEqual(['fresh'])
})

test('span filters apply to both periods', async () => {
  const comparison = await compare({
    ...{ start: iso(change), end: iso(change + hour / 2), limit: '1' },
    where: 'operation like "GET /s*"',
  })
  expect(namesOf(comparison)).toEqual([['GET /slower', 'both']])
  expect(comparison.operationCount).toBe(2)
  const none = await compare({ start: iso(change), end: iso(change + hour), service: 'absent' })
  expect(none).toMatchObject({ operations: [], newErrors: [], all: { now: { count: 0 } } })
})

test('the baseline can be another period or the same time earlier', async () => {
  const swapped = await compare({
    ...{ start: iso(change - hour / 2), end: iso(change) },
    ...{ baselineStart: iso(change), baselineEnd: iso(change + hour / 2) },
  })
  expect(namesOf(swapped).slice(0, 2)).toEqual([
    ['GET /old', 'new'],
    ['GET /new', 'removed'],
  ])
  expect(swapped.newErrors).toEqual([])
  const day = await compare({ start: iso(change), end: iso(change + hour), baselineShift: '1d' })
  expect(day.baseline.startUnixNano).toBe(String(BigInt(change - 24 * hour) * 1_000_000n))
  expect(day.operations.every(({ change }) => change === 'new')).toBe(true)
})

test('a run is compared with the run before it, or with any other', async () => {
  const comparison = await compare({ run: later })
  expect([comparison.period.run, comparison.baseline.run]).toEqual([later, earlier])
  expect(
    namesOf(comparison)
      .map(([name]) => name)
      .slice(0, 2),
  ).toEqual(['GET /new', 'GET /old'])
  expect(comparison.newErrors.map(({ fingerprint }) => fingerprint)).toEqual(['fresh'])
  const other = await compare({ run: earlier, baselineRun: later })
  expect(other.operations[0]).toMatchObject({ operation: 'GET /old', change: 'new' })
})

test('invalid comparisons are refused with the reason', async () => {
  for (const [query, status, text] of [
    [{ run: earlier }, 404, /No earlier run of shop/],
    [{ run: 'none' }, 404, /Run not found/],
    [{ baselineStart: iso(change) }, 400, /must be set together/],
    [{ baselineShift: 'soon' }, 400, /baselineShift/],
  ] as const) {
    const response = await fetchComparison(query)
    expect(response.status, JSON.stringify(query)).toBe(status)
    expect(JSON.parse(await response.text()).detail).toMatch(text)
  }
})

test('a change of an operation is verified between runs and between periods', async () => {
  const verify = async (query: Record<string, string>) => {
    const response = await fetch(
      `${running.url}/api/v1/compare/verdict?${new URLSearchParams(query)}`,
    )
    return { status: response.status, body: JSON.parse(await response.text()) }
  }
  const sides = { before: earlier, now: later }
  const slower = await verify({ operation: 'GET /slower', ...sides })
  expect(Check(ChangeResult, slower.body), JSON.stringify(slower.body)).toBe(true)
  expect(slower.body).toMatchObject({
    verdict: 'worse',
    operations: [
      {
        ...{ service: 'shop', kind: 'server' },
        reason: expect.stringContaining('P95 10 ms → 90 ms: worse'),
        verdicts: { errors: 'no change', p50: 'worse', p95: 'worse' },
        now: { count: 100, errorRate: 0, p95Nano: '90000000' },
      },
    ],
  })
  const { p95Nano, p95 } = slower.body.operations[0].now
  expect(Number(p95.lowNano)).toBeLessThanOrEqual(Number(p95Nano))
  expect(Number(p95.highNano)).toBeGreaterThan(Number(p95Nano))
  const ranges = {
    now: `${iso(change)}/${iso(change + hour / 2)}`,
    before: `${iso(change - hour / 2)}/${iso(change)}`,
  }
  for (const [operation, verdict] of [
    ['GET /failing', 'worse'],
    ['GET /same', 'no change'],
    ['GET /new', 'not enough data'],
  ] as const)
    expect((await verify({ operation, ...ranges })).body).toMatchObject({ verdict })
  const back = { before: ranges.now, now: ranges.before, operation: 'GET /slower' }
  expect((await verify(back)).body.verdict).toBe('better')
  expect((await verify({ operation: 'GET /none', ...sides })).body).toMatchObject({
    ...{ verdict: 'not enough data', operations: [] },
    hint: expect.stringContaining('list_operations'),
  })
  for (const [query, text] of [
    [{ before: earlier, now: ranges.now }, /both be runs/],
    [{ before: 'yesterday/today', now: ranges.now }, /before must be a run .*got "yesterday/],
  ] as const) {
    const refused = await verify({ operation: 'GET /same', ...query })
    expect(refused.status).toBe(400)
    expect(refused.body.detail).toMatch(text)
  }
})

test('the command prints the changes of periods and runs', async () => {
  const traces = (...args: string[]) =>
    runTraces(['compare', ...args], { CONSOLE_URL: running.url, TZ: 'UTC' })
  const { stdout, stderr } = await traces('--run', 'bbbb', '--service', 'shop')
  expect(stderr).toBe('')
  const [, heading, ...lines] = stdout.trimEnd().split('\n')
  expect(heading).toMatch(/^SERVICE +OPERATION +COUNT +ERRORS +P50 +P95 +P99$/)
  expect(lines[0]).toMatch(/^shop +GET \/new \(new\) +0 → 100 +– → 0% +– → 10 ms/)
  expect(lines[1]).toMatch(/^shop +GET \/old \(removed\) +100 → 0 +0% → – +10 ms → –/)
  expect(stdout).toMatch(/GET \/failing +100 → 100 +0% → 50% /)
  expect(stdout).toMatch(/^New errors\n +#\d+ +error +2 .*fresh failure/m)
  const json = await traces('--run', 'bbbb', '--baseline-run', 'aaaa', '--json')
  expect(JSON.parse(json.stdout).baseline.run).toBe(earlier)
  expect((await traces('--baseline-shift', 'soon')).exitCode).toBe(2)
  expect((await traces('--since', '1m')).stderr).toMatch(/^No matching spans in either period/)
})
