import { describe, expect, it } from 'vitest'
import { httpOutcome } from '../../src/delivery/http-outcome.ts'

describe('httpOutcome', () => {
  it.each([200, 202, 204])('treats %i as sent', (status) => {
    expect(httpOutcome(status)).toEqual({ kind: 'sent' })
  })

  it.each([401, 403, 408, 429, 500, 502, 503, 504])('retries the batch on %i', (status) => {
    expect(httpOutcome(status)).toEqual({ kind: 'retry', reason: `HTTP ${status}` })
  })

  it.each([301, 400, 404, 415])('rejects the batch on %i', (status) => {
    expect(httpOutcome(status)).toEqual({ kind: 'rejected', reason: `HTTP ${status}` })
  })

  it('drops the batch as too large on 413', () => {
    expect(httpOutcome(413)).toMatchObject({ kind: 'rejected', dropReason: 'too_large' })
  })

  it('parses Retry-After as seconds or a date, with a maximum', () => {
    expect(httpOutcome(429, '7')).toMatchObject({ retryAfterMillis: 7000 })
    expect(httpOutcome(503, '999999')).toMatchObject({ retryAfterMillis: 300_000 })
    expect(httpOutcome(503, 'Wed, 01 Jan 2020 00:00:00 GMT')).toMatchObject({ retryAfterMillis: 0 })
    expect(httpOutcome(503, 'soon')).not.toHaveProperty('retryAfterMillis')
  })
})
