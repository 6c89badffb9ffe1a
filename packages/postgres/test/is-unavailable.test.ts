import { expect, test } from 'vitest'
import { isDatabaseUnavailable } from '../src/is-unavailable.ts'
import { databaseStartError } from '../src/start-error.ts'

const errorOf = (code: string, message = 'failed') => Object.assign(new Error(message), { code })

test.each([
  ...['ECONNREFUSED', 'ECONNRESET', 'EHOSTUNREACH', 'ENETUNREACH', 'EHOSTDOWN', 'ENETDOWN'],
  ...['ETIMEDOUT', 'EPIPE', 'ENOTFOUND', 'EAI_AGAIN', 'EADDRNOTAVAIL'],
  ...['57P01', '57P02', '57P03', '57P04', '57P05', '57014'],
  ...['53000', '53100', '53200', '53300', '53400', '58030'],
  ...['25006', '28P01', '28000', '3D000', '55P03', '40001', '40P01', '08006', '08P01'],
  ...['CERT_HAS_EXPIRED', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'ERR_TLS_CERT_ALTNAME_INVALID'],
])('%s means that the database is unavailable', (code) => {
  expect(isDatabaseUnavailable(errorOf(code))).toBe(true)
})

test.each(['22012', '23505', '42601', '42P01', '25001', 'ERR_INVALID_ARG_TYPE'])(
  '%s is an error of the service',
  (code) => {
    expect(isDatabaseUnavailable(errorOf(code))).toBe(false)
  },
)

test.each([
  'timeout exceeded when trying to connect',
  'Query read timeout',
  'Connection terminated unexpectedly',
  'Connection terminated due to connection timeout',
  'The server does not support SSL connections',
])('"%s" of the driver means that the database is unavailable', (message) => {
  expect(isDatabaseUnavailable(new Error(message))).toBe(true)
})

test.each([
  [errorOf('28P01', 'password authentication failed for user "cruddur"')],
  [errorOf('3D000', 'database "cruddur" does not exist')],
  [errorOf('42501', 'permission denied for schema public')],
  [new Error('SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string')],
])('a failed first connection is one line that names DATABASE_URL: %s', (error) => {
  expect(databaseStartError(error)).toMatchObject({
    name: 'StartError',
    message: `cannot connect to the database (${error.message}): check DATABASE_URL`,
  })
})

test('lists the reasons of all addresses', () => {
  const refused = (address: string) => errorOf('ECONNREFUSED', `connect ECONNREFUSED ${address}`)
  const error = Object.assign(new AggregateError([refused('::1:1'), refused('127.0.0.1:1')]), {
    code: 'ECONNREFUSED',
  })
  expect(databaseStartError(error)).toMatchObject({
    message:
      'cannot connect to the database (connect ECONNREFUSED ::1:1, connect ECONNREFUSED 127.0.0.1:1): check DATABASE_URL',
  })
})

test('keeps an error of the service', () => {
  const error = errorOf('42601', 'syntax error')
  expect(databaseStartError(error)).toBe(error)
})
