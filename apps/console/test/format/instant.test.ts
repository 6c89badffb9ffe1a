import { expect, test } from 'vitest'
import { formatAge, formatExactInstant, formatInstant } from '../../src/format/instant.ts'

const nanos = (date: Date) => `${BigInt(date.getTime()) * 1_000_000n}`
const noon = new Date(2026, 10, 22, 12, 0, 0)

test('an instant of today is its time, another day comes first', () => {
  expect(formatInstant(nanos(new Date(2026, 10, 22, 9, 5, 8, 7)), noon)).toBe('09:05:08.007')
  expect(formatInstant(nanos(new Date(2026, 1, 3, 9, 5, 8, 7)), noon)).toBe(
    '2026-02-03 09:05:08.007',
  )
})

test('an exact instant keeps all nine digits', () => {
  expect(formatExactInstant('1795369508123456789')).toBe('2026-11-22T17:45:08.123456789Z')
})

test.each([
  [0, 'now'],
  [12, '12 s ago'],
  [301, '5 min ago'],
  [3 * 3_600, '3 h ago'],
  [2 * 86_400, '2 d ago'],
])('%d seconds back read as %s', (seconds, text) => {
  expect(formatAge(nanos(new Date(noon.getTime() - seconds * 1_000)), noon)).toBe(text)
})
