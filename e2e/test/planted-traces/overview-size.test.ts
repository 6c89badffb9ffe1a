import { expect, test } from 'vitest'
import { measureOverview } from '../../planted-traces/measure-overview.ts'
import { plantTraces } from '../../planted-traces/plant-traces.ts'

const endMillis = Date.UTC(2026, 10, 30)

test('overviews name the planted cause in less than half of the characters of whole traces', async () => {
  const sizes = { overview: 0, dump: 0 }
  for (const trace of plantTraces({ seed: 1, perKind: 10, innocents: 0, endMillis })) {
    const { overview, dump, isNamed } = await measureOverview(trace, endMillis)
    expect(isNamed, trace.scenario).toBe(true)
    expect(overview, trace.scenario).toBeLessThan(12_500)
    sizes.overview += overview
    sizes.dump += dump
  }
  expect(sizes.overview).toBeLessThan(sizes.dump / 2)
})
