import { expect, test } from 'vitest'
import { outcomeOfError } from '../../../src/signals/logs/outcome-of-error.ts'

const failure = (name: string, more: object = {}) =>
  Object.assign(new Error('The message'), { name, code: name, ...more })

test.each([
  'ThrottlingException',
  'ServiceUnavailableException',
  'LimitExceededException',
  'AccessDeniedException',
  'ExpiredTokenException',
  'CredentialsProviderError',
  'ResourceNotFoundException',
])('%s may pass, so the batch is kept', (name) => {
  expect(outcomeOfError(failure(name, { $fault: 'client' }))).toEqual({
    kind: 'retry',
    reason: `${name}: The message`,
  })
})

test('an invalid batch is not retried', () => {
  expect(outcomeOfError(failure('InvalidParameterException'))).toEqual({
    kind: 'rejected',
    reason: 'InvalidParameterException: The message',
    isolate: true,
  })
})

test('honors Retry-After', () => {
  const $response = { headers: { 'retry-after': '7' } }
  expect(outcomeOfError(failure('Unknown', { $response }))).toMatchObject({
    kind: 'retry',
    retryAfterMillis: 7000,
  })
})

test.each<[string, Error, string]>([
  ['no response', failure('AbortError'), 'timed out'],
  [
    'the page of a proxy',
    failure('SyntaxError', { $metadata: { httpStatusCode: 502 } }),
    'HTTP 502 without a CloudWatch Logs response',
  ],
  ['a refused connection', failure('Error', { code: 'ECONNREFUSED' }), 'The message'],
])('%s has a reason that a person can read', (_name, error, reason) => {
  expect(outcomeOfError(error)).toEqual({ kind: 'retry', reason })
})
