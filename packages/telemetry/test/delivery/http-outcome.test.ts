import { describe, expect, it } from 'vitest'
import { httpOutcome } from '../../src/delivery/http-outcome.ts'

describe('httpOutcome', () => {
  it.each([200, 202, 204])('takes %i as sent', (status) => {
    expect(httpOutcome(status)).toEqual({ kind: 'sent' })
  })

  it.each([401, 403, 408, 429, 500, 502, 503, 504])('keeps the batch on %i', (status) => {
    expect(httpOutcome(status)).toEqual({ kind: 'retry', reason: `HTTP ${status}` })
  })

  it.each([301, 400, 404, 415])('gives the batch up on %i', (status) => {
    expect(httpOutcome(status)).toEqual({ kind: 'rejected', reason: `HTTP ${status}` })
  })

  it('counts 413 as too large', () => {
    expect(httpOutcome(413)).toMatchObject({ kind: 'rejected', dropReason: 'too_large' })
  })

  it('reads Retry-After in seconds and as a date, and bounds it', () => {
    expect(httpOutcome(429, '7')).toMatchObject({ retryAfterMillis: 7000 })
    expect(httpOutcome(503, '999999')).toMatchObject({ retryAfterMillis: 300_000 })
    expect(httpOutcome(503, 'Wed, 01 Jan 2020 00:00:00 GMT')).toMatchObject({ retryAfterMillis: 0 })
    expect(httpOutcome(503, 'soon')).not.toHaveProperty('retryAfterMillis')
  })
})
