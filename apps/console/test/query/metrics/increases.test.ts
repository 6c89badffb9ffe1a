import { expect, test } from 'vitest'
import { increasesOf } from '../../../src/query/metrics/increases.ts'

const math = {
  subtract: (later: number, earlier: number) => later - earlier,
  isReset: (later: number, earlier: number) => later < earlier,
}
const step = (series: string, at: number, value: number, startNano = '0') => ({
  ...{ series, groupValue: null, step: at, startNano, value },
})
const increases = (
  steps: ReturnType<typeof step>[],
  temporality: 'delta' | 'cumulative' = 'cumulative',
) => increasesOf(steps, temporality, 100n, math).map(({ step, value }) => [step, value])

test('a cumulative series increases by the difference to its previous value', () => {
  expect(increases([step('a', -1, 10), step('a', 0, 15), step('a', 2, 18)])).toEqual([
    [0, 5],
    [2, 3],
  ])
})

test('the first value of a series that started earlier is only the baseline', () => {
  expect(increases([step('a', 0, 1000), step('a', 1, 1002)])).toEqual([[1, 2]])
})

test('a series that started in the range counts from its start', () => {
  expect(increases([step('a', 1, 7, '150'), step('a', 2, 9, '150')])).toEqual([
    [1, 7],
    [2, 2],
  ])
})

test('a restart is a new series, and a lower value is a reset', () => {
  expect(increases([step('a', 0, 50), step('a', 1, 4, '150')])).toEqual([[1, 4]])
  expect(increases([step('a', 0, 50), step('a', 1, 4)])).toEqual([[1, 4]])
})

test('series are independent of each other', () => {
  expect(
    increases([step('a', 0, 1), step('a', 1, 2), step('b', 0, 100), step('b', 1, 105)]),
  ).toEqual([
    [1, 1],
    [1, 5],
  ])
})

test('delta values are increases already; those before the range are left out', () => {
  expect(increases([step('a', -1, 10), step('a', 0, 15)], 'delta')).toEqual([[0, 15]])
})
