import { expect, test } from 'vitest'
import type { HeatmapLevel, SpanAnalysisReader } from '../../src/model/span-analysis-reader.ts'
import { heatmap } from '../../src/query/analysis/heatmap.ts'

/** Level of a duration: eight per octave of nanoseconds. */
const levelOf = (nanos: number) => Math.floor(8 * Math.log2(Math.max(1, nanos)))

async function rowsOf(durations: readonly number[]) {
  const levels = durations.map(
    (nanos): HeatmapLevel => ({
      ...{ step: 0, level: levelOf(nanos), count: 1, errorCount: 0, estimated: false },
    }),
  )
  const reader = {
    heatmap: async () => levels,
  } as Partial<SpanAnalysisReader> as SpanAnalysisReader
  const { boundaryNanos, cells } = await heatmap(reader, { rows: 16 })
  return { boundaries: boundaryNanos.map(Number), rows: cells.map(({ row }) => row) }
}

test('spans shorter than a microsecond share the lowest row', async () => {
  const { boundaries, rows } = await rowsOf([0, 20, 5_000_000, 900_000_000])
  expect(boundaries.length).toBeLessThanOrEqual(17)
  expect(boundaries[0]).toBe(0)
  expect(boundaries[1]).toBeGreaterThan(1_000_000)
  expect(boundaries.at(-1)).toBeGreaterThan(900_000_000)
  expect(rows).toEqual([0, 1, boundaries.length - 2])
})

test('spans that are all shorter than a microsecond have rows of their own', async () => {
  const { boundaries, rows } = await rowsOf([20, 500])
  expect(boundaries[0]).toBeGreaterThan(0)
  expect(rows).toEqual([0, boundaries.length - 2])
})
