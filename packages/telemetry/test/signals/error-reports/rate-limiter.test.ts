import { expect, test } from 'vitest'
import { createRateLimiter } from '../../../src/signals/error-reports/rate-limiter.ts'

test('allows the limit at once and refills it over a minute', () => {
  let time = 0
  const passes = createRateLimiter(3, () => time)
  expect([passes(), passes(), passes(), passes()]).toEqual([true, true, true, false])

  time = 20_000
  expect([passes(), passes()]).toEqual([true, false])

  time = 600_000
  expect([passes(), passes(), passes(), passes()]).toEqual([true, true, true, false])
})

test('is not affected by a clock that is set back', () => {
  let time = 100_000
  const passes = createRateLimiter(1, () => time)
  passes()
  time = 0
  expect(passes()).toBe(false)
  time = 60_000
  expect(passes()).toBe(true)
})
