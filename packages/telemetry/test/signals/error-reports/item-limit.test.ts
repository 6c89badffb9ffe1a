import { expect, test } from 'vitest'
import { createItemLimit } from '../../../src/signals/error-reports/item-limit.ts'

test('as many as allowed pass at once, and as many again over the next minute', () => {
  let time = 0
  const passes = createItemLimit(3, () => time)
  expect([passes(), passes(), passes(), passes()]).toEqual([true, true, true, false])

  time = 20_000
  expect([passes(), passes()]).toEqual([true, false])

  time = 600_000
  expect([passes(), passes(), passes(), passes()]).toEqual([true, true, true, false])
})

test('a clock that is set back neither opens nor closes the limit', () => {
  let time = 100_000
  const passes = createItemLimit(1, () => time)
  passes()
  time = 0
  expect(passes()).toBe(false)
  time = 60_000
  expect(passes()).toBe(true)
})
