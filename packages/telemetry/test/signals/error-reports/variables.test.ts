import { readEnvironment } from '@cruddur/environment'
import { expect, test } from 'vitest'
import {
  errorReportsConfig,
  errorReportsVariables,
} from '../../../src/signals/error-reports/variables.ts'

const read = (environment: Record<string, string>) =>
  errorReportsConfig(readEnvironment(errorReportsVariables, environment))

test('error reports are off without a token; the default endpoint is Rollbar', () => {
  expect(read({ ROLLBAR_ACCESS_TOKEN: 'token' }).destination).toEqual({
    accessToken: 'token',
    endpoint: 'https://api.rollbar.com/api/1/item/',
  })
  expect(read({})).toEqual({
    destination: { off: 'ROLLBAR_ACCESS_TOKEN is not set' },
    occurrencesPerMinute: 60,
  })
})

test('each variable is applied', () => {
  expect(
    read({
      ROLLBAR_ACCESS_TOKEN: 'token',
      ROLLBAR_ENDPOINT: 'http://127.0.0.1:4000/api/1/item/',
      TELEMETRY_ERROR_REPORTS_PER_MINUTE: '5',
    }),
  ).toEqual({
    destination: { accessToken: 'token', endpoint: 'http://127.0.0.1:4000/api/1/item/' },
    occurrencesPerMinute: 5,
  })
})

test.each([
  ['ROLLBAR_ENDPOINT', 'api.rollbar.com'],
  ['TELEMETRY_ERROR_REPORTS_PER_MINUTE', '0'],
  ['TELEMETRY_ERROR_REPORTS_PER_MINUTE', 'many'],
])('%s=%s is refused by name', (name, value) => {
  expect(() => read({ [name]: value })).toThrow(`(got ${JSON.stringify(value)})`)
})

test('credentials in a URL are rejected and not shown', () => {
  const ROLLBAR_ENDPOINT = 'https://user:s3cret@api.rollbar.com/'
  expect(() => read({ ROLLBAR_ENDPOINT })).toThrow('(got "https://(hidden)@api.rollbar.com/")')
})
