import { isDeepStrictEqual } from 'node:util'
import { describe, expect, test } from 'vitest'
import { findingKindNames } from '../../../apps/console/src/contract/finding-kinds.ts'
import { measureDetectors } from '../../planted-traces/measure.ts'
import { plantTraces } from '../../planted-traces/plant-traces.ts'

const endMillis = Date.UTC(2026, 10, 30)

describe.each([1, 7, 42])('on the labeled traces of seed %i', (seed) => {
  const traces = plantTraces({ seed, endMillis })
  const scores = measureDetectors(traces, endMillis)

  test.each(scores)('$kind has a precision and a recall of at least 0.95', (score) => {
    expect(score.truePositives + score.falseNegatives).toBeGreaterThanOrEqual(20)
    const { missed, wronglyFound } = score
    expect(score.precision, wronglyFound.join('\n')).toBeGreaterThanOrEqual(0.95)
    expect(score.recall, missed.join('\n')).toBeGreaterThanOrEqual(0.95)
  })
})

test('a seed always generates the same traces, of each kind and innocent ones', () => {
  const traces = plantTraces({ endMillis })
  expect(isDeepStrictEqual(plantTraces({ endMillis }), traces)).toBe(true)
  expect(isDeepStrictEqual(plantTraces({ endMillis, seed: 2 }), traces)).toBe(false)
  expect(traces.filter(({ scenario }) => scenario.startsWith('innocent'))).toHaveLength(500)
  for (const kind of findingKindNames)
    expect(traces.filter(({ scenario }) => scenario.startsWith(`${kind}:`))).toHaveLength(20)
})
