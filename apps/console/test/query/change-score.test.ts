import { expect, test } from 'vitest'
import type { Figures } from '../../src/contract/figures.ts'
import { changeScore } from '../../src/query/compare/change-score.ts'

const hourNano = 3_600_000_000_000n
const usual: Figures = {
  ...{ count: 1_000, errorCount: 0 },
  ...{ estimated: false, p50Nano: '20000000', p95Nano: '40000000', p99Nano: '60000000' },
}
const score = (now: Partial<Figures>, before: Partial<Figures> = {}) =>
  changeScore(
    { figures: { ...usual, ...now }, lengthNano: hourNano },
    { figures: { ...usual, ...before }, lengthNano: hourNano },
  )

test('unchanged operations score 0', () => {
  expect(score({})).toBe(0)
  const half = { figures: { ...usual, count: 500 }, lengthNano: hourNano / 2n }
  expect(changeScore(half, { figures: usual, lengthNano: hourNano })).toBe(0)
})

test('new and removed operations score most, and slower or faster the same', () => {
  expect(score({ count: 1_000 }, { count: 0 })).toBeGreaterThan(0.98)
  expect(score({ count: 0 })).toBeGreaterThan(0.98)
  expect(score({ p95Nano: '80000000' })).toBeCloseTo(score({}, { p95Nano: '80000000' }))
  expect(score({ p95Nano: '80000000' })).toBeCloseTo(40 / 81, 1)
})

test('errors count as their share, twice the traffic for little', () => {
  expect(score({ errorCount: 700 })).toBeCloseTo(0.7, 1)
  expect(score({ count: 2_000 })).toBeCloseTo(0.25, 1)
})

test('few spans and changes of microseconds score low', () => {
  expect(score({ count: 2, p95Nano: '800000000' })).toBeLessThan(0.2)
  expect(
    score({ p50Nano: '2000', p95Nano: '4000' }, { p50Nano: '1000', p95Nano: '2000' }),
  ).toBeLessThan(0.01)
})
