import { describe, expect, it, vi } from 'vitest'
import { startService } from './support/build-service.ts'

describe('protection', () => {
  it('sends 429 with Retry-After above the limit of a client address', async () => {
    const { get } = await startService({ protection: { rateLimitPerMinute: 2 } })
    await get('/things')
    await get('/things')
    const response = await get('/things')
    expect(response.status).toBe(429)
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(response.headers.get('content-type')).toContain('application/problem+json')
    expect(await response.json()).toMatchObject({ code: 'TOO_MANY_REQUESTS', status: 429 })
  })

  it('trusts the configured number of proxies, none by default', async () => {
    const headers = { 'x-forwarded-for': '203.0.113.7' }
    const alone = await startService()
    expect(await (await alone.get('/things', { headers })).json()).toMatchObject({
      ip: '127.0.0.1',
    })
    const behind = await startService({ trustProxyHops: 1 })
    expect(await (await behind.get('/things', { headers })).json()).toMatchObject({
      ip: '203.0.113.7',
    })
  })

  it('sends security headers', async () => {
    const { get } = await startService()
    const { headers } = await get('/things')
    expect(headers.get('content-security-policy')).toBe("default-src 'none';frame-ancestors 'none'")
    expect(headers.get('x-content-type-options')).toBe('nosniff')
  })

  it('exempts internal callers from the rate limit, but not clients of a proxy', async () => {
    const { get } = await startService({ protection: { rateLimitPerMinute: 1 } })
    const internal = { 'x-internal-caller': 'home-activities' }
    for (let times = 0; times < 5; times += 1)
      expect((await get('/things', { headers: internal })).status).toBe(200)
    const proxied = { ...internal, 'x-forwarded-for': '203.0.113.7' }
    const statuses = [
      await get('/things', { headers: proxied }),
      await get('/things', { headers: proxied }),
    ].map(({ status }) => status)
    expect(statuses).toEqual([200, 429])
  })

  it('warns once when a proxy is not trusted', async () => {
    const { app, get } = await startService()
    const warn = vi.spyOn(app.log, 'warn')
    const headers = { 'x-forwarded-for': '203.0.113.7' }
    await get('/things')
    expect(warn).not.toHaveBeenCalled()
    for (let times = 0; times < 3; times += 1) await get('/things', { headers })
    expect(warn).toHaveBeenCalledExactlyOnceWith(
      { event: 'proxy_not_trusted' },
      expect.stringContaining('TRUST_PROXY_HOPS'),
    )
    const trusting = await startService({ trustProxyHops: 1 })
    const silent = vi.spyOn(trusting.app.log, 'warn')
    await trusting.get('/things', { headers })
    expect(silent).not.toHaveBeenCalled()
  })

  it('sheds load with 503 and Retry-After while the event loop is blocked, and recovers', async () => {
    const { get } = await startService({ protection: { maxEventLoopDelayMillis: 50 } })
    const neverChanges = new Int32Array(new SharedArrayBuffer(4))
    const block = setInterval(() => Atomics.wait(neverChanges, 0, 0, 150), 160)
    try {
      await vi.waitFor(
        async () => {
          const response = await get('/things')
          expect(response.status).toBe(503)
          expect(response.headers.get('retry-after')).toBe('2')
          expect(await response.json()).toMatchObject({ code: 'FST_UNDER_PRESSURE' })
        },
        { timeout: 15_000, interval: 100 },
      )
    } finally {
      clearInterval(block)
    }
    await expect
      .poll(async () => (await get('/things')).status, { timeout: 15_000, interval: 200 })
      .toBe(200)
  }, 40_000)
})
