import { ConfigurationError, readEnvironment } from '@cruddur/environment'
import { expect, test } from 'vitest'
import { redactionConfig, redactionVariables } from '../../src/config/redaction-variables.ts'
import { createRedactor } from '../../src/redaction/index.ts'

const read = (environment: Record<string, string>) =>
  redactionConfig(readEnvironment(redactionVariables, environment))

test('lists are split at commas; without the variables the keys of paging are kept', () => {
  expect(read({})).toEqual({ redactKeys: [], keepQueryKeys: ['limit', 'before'] })
  expect(
    read({ TELEMETRY_REDACT_KEYS: 'iban, account-number', TELEMETRY_KEEP_QUERY_KEYS: 'page' }),
  ).toEqual({ redactKeys: ['iban', 'account-number'], keepQueryKeys: ['page'] })
})

test('both lists take effect', () => {
  const redactor = createRedactor(
    read({ TELEMETRY_REDACT_KEYS: 'iban', TELEMETRY_KEEP_QUERY_KEYS: 'page' }),
  )
  expect(redactor.value({ IBAN: 'DE1', name: 'worf' })).toEqual({
    IBAN: '[redacted]',
    name: 'worf',
  })
  expect(redactor.url('/?page=2&limit=3')).toBe('/?page=2&limit=[redacted]')
})

test.each(['a b', ',', 'a,,b', '*'])('%j is refused', (list) => {
  expect(() => read({ TELEMETRY_REDACT_KEYS: list })).toThrow(ConfigurationError)
})
