import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Backends, startBackends } from '../support/backends.ts'
import { startServiceProcess } from '../support/service-process.ts'

let backends: Backends
beforeEach(async () => {
  backends = await startBackends()
})
afterEach(() => backends.close())

const last = (lines: readonly string[]) => JSON.parse(lines.at(-1) ?? '{}')
const start = (handler: string, variables: Record<string, string> = {}) =>
  startServiceProcess('signal-service.ts', {
    ...backends.environment,
    ...variables,
    HANDLER: handler,
  })

/** The last request is delivered in every signal. */
function expectDelivered(name: string): void {
  const span = backends.otlp.spans().find((one) => one.name === name)
  expect(span).toBeDefined()
  expect(backends.segments().map(({ id }) => id)).toContain(span?.spanId)
  expect(backends.logEvents().map(({ span_id }) => span_id)).toContain(span?.spanId)
}

const sampled = {
  headers: { 'x-amzn-trace-id': 'Root=1-6b0332c9-a1b2c3d4e5f6a7b8c9d0e1f2;Sampled=1' },
}

describe('SIGTERM and SIGINT', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)(
    '%s lets requests finish and delivers everything',
    async (signal) => {
      const service = await start('none')
      const slow = fetch(`${service.url}/slow`, sampled)
      await expect.poll(() => service.lines, { timeout: 20_000 }).toContain('slow request entered')
      expect(await service.ended(signal)).toEqual({ code: 0, signal: null })
      expect((await slow).status).toBe(200)
      expectDelivered('GET /slow')
      expect(last(service.lines)).toMatchObject({ msg: 'telemetry shut down' })
    },
  )

  it('a signal that is repeated within a second does not cut requests', async () => {
    const service = await start('none')
    const slow = fetch(`${service.url}/slow`, sampled)
    await expect.poll(() => service.lines, { timeout: 20_000 }).toContain('slow request entered')
    service.process.kill('SIGINT')
    await sleep(30)
    service.process.kill('SIGTERM')
    expect(await service.ended('SIGINT')).toEqual({ code: 0, signal: null })
    expect((await slow).status).toBe(200)
    expectDelivered('GET /slow')
  })

  it.each([
    'a listener that does nothing',
    'signal-exit',
    'close-with-grace',
    'a listener that closes and exits',
  ])('end the process and deliver the last trace with %s installed', async (handler) => {
    const service = await start(handler)
    await fetch(`${service.url}/fast`, sampled)
    expect(await service.ended('SIGTERM')).toEqual({ code: 0, signal: null })
    expectDelivered('GET /fast')
    if (handler === 'signal-exit') expect(service.lines).toContain('cleaned up')
  })

  it('a listener that waits before it closes the app serves requests meanwhile', async () => {
    const service = await start('a listener that waits before it closes')
    expect(await service.ended('SIGTERM')).toEqual({ code: 0, signal: null })
    expect(service.lines).toContain('200 while draining')
    expect(service.lines).toContain('closed by the application')
    expect(backends.otlp.spans().map(({ name }) => name)).toEqual(['GET /fast'])
  })

  it('a worker of a cluster ends with the signal and delivers its last trace', async () => {
    const service = await startServiceProcess('cluster-service.ts', backends.environment)
    await fetch(`${service.url}/fast`, sampled)
    expect(await service.ended('SIGTERM')).toEqual({ code: 0, signal: null })
    expect(service.lines).toContain('worker ended with null, SIGTERM')
    expectDelivered('GET /fast')
  })

  it('a claimed shutdown is left to the application', async () => {
    const service = await start('a claimed shutdown')
    await fetch(`${service.url}/fast`, sampled)
    expect(await service.ended('SIGTERM')).toEqual({ code: 0, signal: null })
    expect(service.lines.at(-1)).toBe('closed by the application')
    expectDelivered('GET /fast')
  })

  it('a signal that a listener sends again once the app is closed ends the process with its report', async () => {
    const service = await start('a listener that closes and sends the signal again', {
      TELEMETRY_SHUTDOWN_TIMEOUT_MILLIS: '1200',
    })
    await backends.otlp.fail('hangs after accept')
    await fetch(`${service.url}/fast`)
    expect(await service.ended('SIGTERM')).toEqual({ code: 0, signal: null })
    expect(last(service.lines)).toMatchObject({ event: 'telemetry.shutdown' })
  })

  it('the process ends at the deadline and counts drops when a backend hangs', async () => {
    const service = await start('none', { TELEMETRY_SHUTDOWN_TIMEOUT_MILLIS: '300' })
    await fetch(`${service.url}/fast`)
    await backends.otlp.fail('hangs after accept')
    await fetch(`${service.url}/fast`)
    const begin = performance.now()
    expect(await service.ended('SIGTERM')).toEqual({ code: 0, signal: null })
    expect(performance.now() - begin).toBeLessThan(5000)
    const { spans } = last(service.lines).ledger
    expect(spans.accepted).toBe(2)
    expect(spans.sent + (spans.dropped.shutdown ?? 0)).toBe(2)
  })
})
