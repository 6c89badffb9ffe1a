import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Backends, startBackends } from '../support/backends.ts'
import { startServiceProcess } from '../support/service-process.ts'

let backends: Backends
beforeEach(async () => {
  backends = await startBackends()
})
afterEach(() => backends.close())

const traceId = '6b0332c9a1b2c3d4e5f6a7b8c9d0e1f2'
const headers = {
  traceparent: `00-${traceId}-${'b'.repeat(16)}-01`,
  'x-amzn-trace-id': `Root=1-6b0332c9-a1b2c3d4e5f6a7b8c9d0e1f2;Parent=${'b'.repeat(16)};Sampled=1`,
}

const start = (variables: Record<string, string> = {}) =>
  startServiceProcess('uncaught-service.ts', { ...backends.environment, ...variables })

const origins = { exception: 'uncaughtException', rejection: 'unhandledRejection' } as const

describe('an uncaught error in a request', () => {
  it.each(Object.entries(origins))(
    'of an %s ends the process after the other requests, with one trace ID in all signals',
    async (path, origin) => {
      const service = await start()
      const slow = fetch(`${service.url}/slow`)
      await expect.poll(() => service.lines, { timeout: 20_000 }).toContain('slow request entered')
      const failed = await fetch(`${service.url}/${path}`, { headers })
      expect(failed.status).toBe(500)
      expect(await (await slow).json()).toEqual({ slow: true })
      expect(await service.ended()).toEqual({ code: 1, signal: null })

      const spans = backends.otlp.spans()
      expect(spans.map(({ name }) => name).sort()).toEqual([`GET /${path}`, 'GET /slow'])
      const span = spans.find((one) => one.traceId === traceId)
      expect(span?.events).toMatchObject([{ name: 'exception' }])
      expect(backends.segments().find(({ id }) => id === span?.spanId)?.fault).toBe(true)
      const [item, ...others] = backends.items()
      expect(others).toEqual([])
      expect(item).toMatchObject({ level: 'critical', custom: { trace_id: traceId, origin } })
      const lines = backends.logEvents().filter(({ trace_id }) => trace_id === traceId)
      expect(lines).toMatchObject([
        { level: 'fatal', msg: 'uncaught error', origin, error_report: item.uuid },
        { level: 'error', msg: 'request completed', error_report: item.uuid },
      ])
    },
  )

  it('is recorded and left to handlers of the application', async () => {
    const service = await start({ OWN_HANDLERS: 'true' })
    for (const path of ['exception', 'rejection']) {
      const ended = AbortSignal.timeout(200)
      await fetch(`${service.url}/${path}`, { headers, signal: ended }).catch(() => undefined)
    }
    expect(await (await fetch(`${service.url}/alive`)).text()).toBe('alive')
    expect(await service.ended('SIGTERM')).toEqual({ code: 0, signal: null })
    for (const origin of Object.values(origins)) {
      expect(service.lines).toContain(`application handled ${origin}`)
      expect(backends.logEvents()).toContainEqual(
        expect.objectContaining({ level: 'fatal', origin, trace_id: traceId }),
      )
    }
    expect(backends.items().map(({ level }) => level)).toEqual(['critical', 'critical'])
  })

  it('of a rejection reaches an uncaughtException handler, as without telemetry', async () => {
    const service = await start({ ONLY_EXCEPTION_HANDLER: 'true' })
    const ended = AbortSignal.timeout(200)
    await fetch(`${service.url}/rejection`, { headers, signal: ended }).catch(() => undefined)
    expect(await (await fetch(`${service.url}/alive`)).text()).toBe('alive')
    await service.ended('SIGTERM')
    expect(service.lines).toContain('application handled unhandledRejection')
    expect(backends.items()).toHaveLength(1)
  })
})

it('an uncaught error in a worker thread reaches the error event of its parent', async () => {
  const program = await startServiceProcess('worker-error.ts', backends.environment)
  expect(await program.ended()).toEqual({ code: 0, signal: null })
  expect(program.lines).toContain('error event: thrown in a worker')
  expect(program.lines).toContain('exit event: 1')
  expect(backends.items()).toMatchObject([
    {
      level: 'critical',
      body: { trace_chain: [{ exception: { message: 'thrown in a worker' } }] },
    },
  ])
})
