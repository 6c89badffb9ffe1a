import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Backends, startBackends } from './support/backends.ts'
import { startServiceProcess } from './support/service-process.ts'

let backends: Backends
beforeEach(async () => {
  backends = await startBackends()
})
afterEach(() => backends.close())

const start = (environment: Record<string, string> = {}) =>
  startServiceProcess('third-service.ts', { ...backends.environment, ...environment })

const traceId = '6b0332c9a1b2c3d4e5f6a7b8c9d0e1f2'
const headers = {
  traceparent: `00-${traceId}-${'b'.repeat(16)}-01`,
  'x-amzn-trace-id': `Root=1-6b0332c9-a1b2c3d4e5f6a7b8c9d0e1f2;Parent=${'b'.repeat(16)};Sampled=1`,
}

const parse = (line: string) => (line.startsWith('{') ? JSON.parse(line) : {})

describe('a service with --import and one register call', () => {
  it('has all signals with one trace ID and delivers them on SIGTERM', async () => {
    const service = await start()
    const thrown = await fetch(`${service.url}/throw`, { headers })
    expect(thrown.status).toBe(500)
    expect(thrown.headers.get('traceresponse')).toMatch(
      new RegExp(`^00-${traceId}-[0-9a-f]{16}-01$`),
    )
    const posted = await fetch(`${service.url}/echo`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: '{"a":1}',
    })
    expect(await posted.json()).toEqual({ a: 1 })
    expect(await service.ended('SIGTERM')).toEqual({ code: 0, signal: null })

    const spans = backends.otlp.spans()
    expect(spans.map(({ name }) => name).sort()).toEqual(['GET /throw', 'POST /echo'])
    expect(new Set(spans.map((span) => span.traceId))).toEqual(new Set([traceId]))
    expect(spans.map(({ spanId }) => spanId).sort()).toEqual(
      backends
        .segments()
        .map(({ id }) => id)
        .sort(),
    )
    const events = backends.logEvents().filter(({ trace_id }) => trace_id === traceId)
    expect(events.map(({ msg }) => msg).sort()).toEqual([
      'in the handler',
      'request completed',
      'request completed',
    ])
    const [item, ...others] = backends.items()
    expect(others).toEqual([])
    expect(JSON.stringify(item)).toContain(traceId)
    const last = parse(service.lines.at(-1) ?? '')
    expect(last).toMatchObject({ msg: 'telemetry shut down', timedOut: false })
    for (const ledger of Object.values<{ accepted: number; sent: number }>(last.ledger)) {
      expect(ledger.sent).toBe(ledger.accepted)
    }
  })

  it('logs the destination of each signal at start', async () => {
    const service = await start({ ROLLBAR_ACCESS_TOKEN: '' })
    await service.ended('SIGINT')
    expect(parse(service.lines[0] ?? '')).toMatchObject({
      msg: 'telemetry started',
      service: 'under-test',
      signals: {
        spans: `${backends.otlp.url}/v1/traces`,
        segments: expect.stringMatching(/^udp:/),
        logs: expect.stringContaining('cruddur'),
        errorReports: 'off: ROLLBAR_ACCESS_TOKEN is not set',
      },
    })
  })

  it.each([
    ['with fetch', '/call'],
    ['with a named import of node:http', '/call-by-http'],
  ])('traces a call to another service, %s, as one trace', async (_how, path) => {
    const service = await start()
    expect(await (await fetch(`${service.url}${path}`, { headers })).json()).toEqual({
      hello: 'again',
    })
    await service.ended('SIGTERM')
    const spans = backends.otlp.spans()
    const called = spans.find(({ name }) => name === 'GET /hello/:name')
    const client = spans.find(({ kind }) => kind === 'CLIENT')
    const calling = spans.find(({ name }) => name === `GET ${path}`)
    expect(spans).toHaveLength(3)
    expect(called?.parentSpanId).toBe(client?.spanId)
    expect(client?.parentSpanId).toBe(calling?.spanId)
    expect(calling?.parentSpanId).toBe('b'.repeat(16))
  })

  it('serves the ledger, and records no span and no line for health routes', async () => {
    const service = await start()
    const ledger = await fetch(`${service.url}/health/telemetry`)
    expect(await ledger.json()).toMatchObject({
      service: { name: expect.any(String), instanceId: expect.any(String) },
      spans: { accepted: 0, dropped: {} },
      errorReports: { destination: `${backends.rollbar.url}/api/1/item/` },
    })
    await service.ended('SIGTERM')
    expect(backends.otlp.spans()).toEqual([])
    expect(service.lines.filter((line) => parse(line).outcome)).toEqual([])
  })

  it('does not start with invalid variables and lists them all', async () => {
    const service = await start({ LOG_LEVEL: 'loud', OTEL_TRACES_SAMPLER_ARG: '2' })
    expect(await service.ended()).toEqual({ code: 1, signal: null })
    expect(service.errors()).toContain('LOG_LEVEL must be one of trace, debug')
    expect(service.errors()).toContain(
      'OTEL_TRACES_SAMPLER_ARG must be a number between 0 and 1 (got "2")',
    )
  })
})
