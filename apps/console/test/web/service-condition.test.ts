import { expect, test } from 'vitest'
import { findCondition } from '../../web/services/service-condition.ts'

const millis = (values: readonly (number | null)[]) =>
  values.map((value) => (value === null ? null : value * 1e6))
const noErrors = (count: number) => Array<number>(count).fill(0)
const slow = (p95s: readonly (number | null)[]) =>
  findCondition({
    ...{ counts: p95s.map((p95) => (p95 === null ? 0 : 20)), p95s: millis(p95s) },
    errorRates: noErrors(p95s.length),
  })
const failing = (errorRates: readonly number[], count = 20) =>
  findCondition({
    ...{ counts: errorRates.map(() => count), errorRates },
    p95s: millis(errorRates.map(() => 5)),
  })

test('a service that became slower has the step and both values', () => {
  expect(slow([12, 11, 13, 12, 12, 80, 82, 79, 81])).toEqual({
    ...{ kind: 'slow', sinceStep: 5, change: 'P95 12 ms → 80.5 ms' },
  })
})

test('steps without requests do not move the start of a change', () => {
  expect(slow([null, 12, null, 11, 13, null, 80, null, 82])?.sinceStep).toBe(6)
})

test.each([
  ['steady', [12, 14, 11, 13, 12, 15, 12]],
  ['one slow step', [12, 11, 200, 12, 13, 12, 11]],
  ['recovered', [12, 11, 12, 80, 82, 79, 12, 11, 12, 11]],
  ['faster', [80, 82, 81, 12, 11, 12]],
  ['twice as slow by less than 10 ms', [1, 1, 1, 3, 3, 3]],
  ['varying', [4, 60, 5, 4, 62, 4, 5, 58, 60]],
  ['too few steps', [12, 80, 81]],
  ['none', []],
])('a service with latencies that are %s is unchanged', (_name, p95s) => {
  expect(slow(p95s)).toBeUndefined()
})

test('a service that began to fail has the step and both shares', () => {
  expect(failing([0, 0, 0.01, 0, 0.4, 0.5, 0.45])).toEqual({
    ...{ kind: 'errors', sinceStep: 4, change: '0.3% → 45%' },
  })
})

test('a service that fails in the whole time range has no start', () => {
  expect(failing([0.2, 0.21, 0.2, 0.19])).toEqual({
    ...{ kind: 'errors', sinceStep: undefined, change: '20%' },
  })
})

test('single errors and errors that ended do not count', () => {
  expect(failing([0, 0, 0, 0, 0.05, 0.05], 20)).toBeUndefined()
  expect(failing([0.4, 0.5, 0.4, 0, 0, 0, 0])).toBeUndefined()
})
