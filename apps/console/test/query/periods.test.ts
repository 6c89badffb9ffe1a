import { expect, test } from 'vitest'
import type { Run } from '../../src/contract/runs.ts'
import type { RunReader } from '../../src/model/run-reader.ts'
import { readPeriods } from '../../src/query/compare/periods.ts'

const run = (instanceId: string, hour: number, requestCount: number): Run => ({
  ...{ service: 'shop', instanceId, version: '', environment: '', host: '', pid: '' },
  firstSeenUnixNano: String(BigInt(hour) * 3_600_000_000_000n),
  lastSeenUnixNano: String(BigInt(hour) * 3_600_000_000_000n + 1n),
  ...{ spanCount: 0, segmentCount: 0, logCount: 1, itemCount: 0, requestCount, errorCount: 0 },
  estimated: false,
})
const runs = [run('now', 9, 5), run('idle', 8, 0), run('busy', 7, 3), run('first', 6, 0)]
const reader: RunReader = {
  listRuns: async ({ instanceId }) =>
    instanceId === undefined ? runs : runs.filter((one) => one.instanceId === instanceId),
}

test('a run is compared with the last earlier run that has requests', async () => {
  const { period, baseline } = await readPeriods(reader, { run: 'now' }, 0)
  expect([period.run, baseline.run]).toEqual(['now', 'busy'])
})

test('a run without an earlier one with requests needs a baseline', async () => {
  await expect(readPeriods(reader, { run: 'busy' }, 0)).rejects.toThrow(
    'No earlier run of shop with requests is stored: choose a baseline',
  )
  const { baseline } = await readPeriods(reader, { run: 'busy', baselineRun: 'first' }, 0)
  expect(baseline.run).toBe('first')
})
