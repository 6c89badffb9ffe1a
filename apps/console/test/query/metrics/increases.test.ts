import { expect, test } from 'vitest'
import type { ExplicitBuckets } from '../../../src/model/metric-reader.ts'
import { explicitBuckets } from '../../../src/query/metrics/explicit-buckets.ts'
import { increasesOf } from '../../../src/query/metrics/increases.ts'

const histogram = (count: number): ExplicitBuckets => ({
  ...{ count, sum: count, bounds: [1], counts: [count, 0] },
})
const step = (series: string, at: number, count: number, startNano = '0', resets = 0) => ({
  ...{ series, group: null, step: at, startNano, resets, isDelta: false },
  points: [histogram(count)],
})
const increases = (steps: readonly ReturnType<typeof step>[]) =>
  increasesOf(steps, 100n, explicitBuckets).map(({ step, histograms }) => [
    step,
    ...histograms.map(({ count }) => count),
  ])

test('a cumulative series increases by the difference to its previous point', () => {
  expect(increases([step('a', -1, 10), step('a', 0, 15), step('a', 2, 18)])).toEqual([
    [0, 5],
    [2, 3],
  ])
})

test('the first point of a series that started earlier is only the baseline', () => {
  expect(increases([step('a', 0, 1000), step('a', 1, 1002)])).toEqual([[1, 2]])
})

test('a series that started in the range counts from its start', () => {
  expect(increases([step('a', 1, 7, '150'), step('a', 2, 9, '150')])).toEqual([
    [1, 7],
    [2, 2],
  ])
})

test('a restart is a new series, and a lower count is a reset', () => {
  expect(increases([step('a', 0, 50), step('a', 1, 4, '150')])).toEqual([[1, 4]])
  expect(increases([step('a', 0, 50), step('a', 1, 4)])).toEqual([[1, 4]])
})

test('a reset within a step is counted although the later count is higher', () => {
  expect(increases([step('a', 0, 50), step('a', 1, 55), step('a', 1, 70, '0', 1)])).toEqual([
    [1, 5],
    [1, 70],
  ])
})

test('series are independent of each other', () => {
  expect(
    increases([step('a', 0, 1), step('a', 1, 2), step('b', 0, 100), step('b', 1, 105)]),
  ).toEqual([
    [1, 1],
    [1, 5],
  ])
})

test('delta points are increases already, each of them', () => {
  const delta = { ...step('a', 0, 0), isDelta: true, points: [histogram(15), histogram(2)] }
  expect(increases([{ ...delta, step: -1 }, delta])).toEqual([[0, 15, 2]])
})
