import { expect, test } from 'vitest'
import type { TimeFilters } from '../../src/contract/filters.ts'
import { parseDuration } from '../../src/query/duration.ts'
import { timeRange, withDefaultStart } from '../../src/query/time-range.ts'

const now = Date.parse('2026-11-22T17:00:00Z')
const nanos = (text: string) => BigInt(Date.parse(text)) * 1_000_000n

test('durations keep nanoseconds', () => {
  expect(parseDuration('1.5ms')).toBe(1_500_000n)
  expect(parseDuration('0.000000001s')).toBe(1n)
  expect(parseDuration('7d')).toBe(604_800_000_000_000n)
})

test('refuses a text that is not a duration', () => {
  expect(() => parseDuration('soon')).toThrow(
    'must be a duration such as 250ms, 1.5 s or 2h (got "soon")',
  )
})

test('since counts back from now', () => {
  expect(timeRange({ since: '15m' }, now).fromNano).toBe(nanos('2026-11-22T16:45:00Z'))
})

test('start and end win over since and keep nanoseconds', () => {
  const range = timeRange(
    { since: '1h', start: '2026-11-22T10:00:00.123456789Z', end: '2026-11-22T12:00:00+01:00' },
    now,
  )
  expect(range).toEqual({
    fromNano: nanos('2026-11-22T10:00:00Z') + 123_456_789n,
    toNano: nanos('2026-11-22T11:00:00Z'),
  })
})

test('a range that ends before it starts is refused', () => {
  expect(() =>
    timeRange({ start: '2026-11-22T12:00:00Z', end: '2026-11-22T11:00:00Z' }, now),
  ).toThrow('start must be earlier than end')
})

test.each([
  ['an hour before now', {}, '2026-11-22T16:00:00.000Z'],
  ['an hour before an earlier end', { end: '2026-11-20T10:00:00Z' }, '2026-11-20T09:00:00.000Z'],
  ['an hour before now when the end is later', { end: '2026-11-23' }, '2026-11-22T16:00:00.000Z'],
  ['at the requested start', { start: '2026-11-01' }, '2026-11-01'],
  ['nowhere with since', { since: '5m' }, undefined],
  ['nowhere with an invalid end', { end: 'soon' }, undefined],
])('the default range of a chart starts %s', (_, requested, start) => {
  expect(withDefaultStart<TimeFilters>(requested, now).start).toBe(start)
})
