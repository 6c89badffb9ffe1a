import { expect, test } from 'vitest'
import { readConfig } from '../src/config.ts'

test('thresholds and disabled kinds are read from the environment', () => {
  const { findings } = readConfig({
    CONSOLE_FINDING_THRESHOLDS: 'repeatedCalls=10, poolWaitMillis=2.5',
    CONSOLE_FINDINGS_DISABLED: 'missing-route, clock-skew',
  })
  expect(findings?.thresholds).toMatchObject({
    repeatedCalls: 10,
    poolWaitMillis: 2.5,
    savedMillis: 50,
  })
  expect(findings?.disabled).toEqual(new Set(['missing-route', 'clock-skew']))
})

test.each([
  ['CONSOLE_FINDING_THRESHOLDS', 'repeatedCals=10'],
  ['CONSOLE_FINDING_THRESHOLDS', 'repeatedCalls=-1'],
  ['CONSOLE_FINDING_THRESHOLDS', '__proto__=1'],
  ['CONSOLE_FINDINGS_DISABLED', 'missing-route,missing-rout'],
])('an invalid %s is refused with the allowed values', (name, value) => {
  expect(() => readConfig({ [name]: value })).toThrow(
    new RegExp(`${name}.*(?:repeatedCalls, retryAttempts|n-plus-one-queries, n-plus-one-calls)`),
  )
})
