import { describe, expect, it } from 'vitest'
import { httpOutcome, otlpOutcome } from '../../src/delivery/http-outcome.ts'

const retried = (status: number) => ({ kind: 'retry', reason: `HTTP ${status}` })
const rejected = (status: number) => ({ kind: 'rejected', reason: `HTTP ${status}` })

describe.each([
  ['httpOutcome', httpOutcome],
  ['otlpOutcome', otlpOutcome],
])('%s', (_, outcome) => {
  it.each([200, 202, 204])('treats %i as sent', (status) => {
    expect(outcome(status)).toEqual({ kind: 'sent' })
  })

  it.each([429, 502, 503, 504])('retries the batch on %i', (status) => {
    expect(outcome(status)).toEqual(retried(status))
  })

  it.each([301, 404, 405, 415])('rejects the batch on %i', (status) => {
    expect(outcome(status)).toEqual(rejected(status))
  })

  it.each([400, 422])('rejects the batch on %i and isolates the invalid records', (status) => {
    expect(outcome(status)).toEqual({ ...rejected(status), isolate: true })
  })

  it('drops the batch as too large on 413', () => {
    expect(outcome(413)).toEqual({ ...rejected(413), dropReason: 'too_large', isolate: true })
  })

  it('parses Retry-After as seconds or a date, with a maximum', () => {
    expect(outcome(429, '7')).toMatchObject({ retryAfterMillis: 7000 })
    expect(outcome(503, '999999')).toMatchObject({ retryAfterMillis: 300_000 })
    expect(outcome(503, 'Wed, 01 Jan 2020 00:00:00 GMT')).toMatchObject({ retryAfterMillis: 0 })
    expect(outcome(503, 'soon')).not.toHaveProperty('retryAfterMillis')
  })
})

it.each([401, 403, 408])('%i is retried by HTTP and rejected by OTLP', (status) => {
  expect(httpOutcome(status)).toEqual(retried(status))
  expect(otlpOutcome(status)).toEqual(rejected(status))
})

it.each([500, 501])('%i is retried a few times by HTTP and rejected by OTLP', (status) => {
  expect(httpOutcome(status)).toEqual({ ...retried(status), maxAttempts: 5 })
  expect(otlpOutcome(status)).toMatchObject(rejected(status))
})
