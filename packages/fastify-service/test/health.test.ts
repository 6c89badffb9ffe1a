import { describe, expect, it, vi } from 'vitest'
import { startService } from './support/build-service.ts'

describe('health', () => {
  it('reports the name and version of the service', async () => {
    const { get } = await startService()
    const response = await get('/health/live')
    expect(response.status).toBe(200)
    expect(await response.json()).toEqual({ status: 'ok', service: 'sample', version: '1.2.3' })
  })

  it('is ready when every check passes', async () => {
    const { get } = await startService({ checks: { database: async () => undefined } })
    const response = await get('/health/ready')
    expect(response.status).toBe(200)
    expect(await response.json()).toEqual({ status: 'ok', checks: { database: 'ok' } })
  })

  it('reports the failing check without its reason and stays live', async () => {
    const { get } = await startService({
      checks: {
        database: async () => {
          throw new Error('password wrong')
        },
        cache: async () => undefined,
      },
    })
    const response = await get('/health/ready')
    expect(response.status).toBe(503)
    expect(await response.json()).toEqual({
      status: 'failing',
      checks: { database: 'failing', cache: 'ok' },
    })
    expect((await get('/health/live')).status).toBe(200)
  })

  it('is not ready after stopReadiness, while requests are still served', async () => {
    const { app, get } = await startService()
    app.health.stopReadiness()
    const response = await get('/health/ready')
    expect(response.status).toBe(503)
    expect(await response.json()).toEqual({ status: 'closing', checks: {} })
    expect((await get('/things')).status).toBe(200)
  })

  it('exempts probes from the rate limit', async () => {
    const { get } = await startService({ protection: { rateLimitPerMinute: 1 } })
    expect((await get('/things')).status).toBe(200)
    expect((await get('/things')).status).toBe(429)
    expect((await get('/health/ready')).status).toBe(200)
  })

  it('logs a failing check once and its recovery', async () => {
    let isUp = false
    const { app, get } = await startService({
      checks: { database: async () => (isUp ? undefined : Promise.reject(new Error('down'))) },
    })
    const warn = vi.spyOn(app.log, 'warn')
    const info = vi.spyOn(app.log, 'info')
    for (let times = 0; times < 5; times += 1) await get('/health/ready')
    expect(warn).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ event: 'not_ready', check: 'database' }),
      'readiness check failed: database',
    )
    isUp = true
    for (let times = 0; times < 5; times += 1) await get('/health/ready')
    const recoveries = info.mock.calls.filter(([, text]) => text?.startsWith('readiness check'))
    expect(recoveries).toEqual([
      [{ event: 'ready_again', check: 'database' }, 'readiness check recovered: database'],
    ])
  })

  it('shows the state of dependencies without affecting readiness', async () => {
    const { get } = await startService({ dependencies: { other: () => 'unavailable' } })
    const response = await get('/health/ready')
    expect(response.status).toBe(200)
    expect(await response.json()).toEqual({
      status: 'ok',
      checks: {},
      dependencies: { other: 'unavailable' },
    })
  })
})
