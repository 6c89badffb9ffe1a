import { once } from 'node:events'
import { request as httpRequest, type IncomingMessage } from 'node:http'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type Everything, startAll } from '../support/start-all.ts'
import { startTerminalStatesApp, streamMillis } from './terminal-states-app.ts'

let all: Everything
let service: Awaited<ReturnType<typeof startTerminalStatesApp>>

beforeAll(async () => {
  all = await startAll()
  service = await startTerminalStatesApp(all.telemetry)
})
afterAll(async () => {
  await service.app.close()
  await all.stop()
})

interface Ending {
  readonly method?: string
  readonly path: string
  /** What the client does: reads to the end, or leaves. */
  readonly leaves?: 'before the reply' | 'during the reply' | 'when the server closes'
  readonly span: { status: 'UNSET' | 'ERROR'; http?: number; errorType?: string; name: string }
  readonly line: { level: 'info' | 'warn' | 'error'; status?: number }
  readonly segment?: 'error' | 'fault'
  readonly outcome: string
  readonly reported: boolean
  readonly atLeastMillis?: number
}

const endings: Record<string, Ending> = {
  'an answer': {
    path: '/ok',
    span: { status: 'UNSET', http: 200, name: 'GET /ok' },
    line: { level: 'info', status: 200 },
    outcome: 'completed',
    reported: false,
  },
  'a 201 with a body': {
    method: 'POST',
    path: '/created',
    span: { status: 'UNSET', http: 201, name: 'POST /created' },
    line: { level: 'info', status: 201 },
    outcome: 'completed',
    reported: false,
  },
  'a 304': {
    path: '/not-modified',
    span: { status: 'UNSET', http: 304, name: 'GET /not-modified' },
    line: { level: 'info', status: 304 },
    outcome: 'completed',
    reported: false,
  },
  'a 404 without a route': {
    path: '/nowhere',
    span: { status: 'UNSET', http: 404, name: 'GET' },
    line: { level: 'warn', status: 404 },
    segment: 'error',
    outcome: 'completed',
    reported: false,
  },
  'a thrown 4xx': {
    path: '/conflict',
    span: { status: 'UNSET', http: 409, name: 'GET /conflict' },
    line: { level: 'warn', status: 409 },
    segment: 'error',
    outcome: 'completed',
    reported: false,
  },
  'a failed validation': {
    path: '/validated',
    span: { status: 'UNSET', http: 400, name: 'GET /validated' },
    line: { level: 'warn', status: 400 },
    segment: 'error',
    outcome: 'completed',
    reported: false,
  },
  'a thrown error': {
    path: '/throws',
    span: { status: 'ERROR', http: 500, errorType: 'TypeError', name: 'GET /throws' },
    line: { level: 'error', status: 500 },
    segment: 'fault',
    outcome: 'completed',
    reported: true,
  },
  'a 500 that was sent': {
    path: '/code-500',
    span: { status: 'ERROR', http: 500, errorType: '500', name: 'GET /code-500' },
    line: { level: 'error', status: 500 },
    segment: 'fault',
    outcome: 'completed',
    reported: true,
  },
  'a stream': {
    path: '/stream',
    span: { status: 'UNSET', http: 200, name: 'GET /stream' },
    line: { level: 'info', status: 200 },
    outcome: 'completed',
    reported: false,
    atLeastMillis: streamMillis,
  },
  'a client that leaves before the reply': {
    path: '/late',
    leaves: 'before the reply',
    span: { status: 'UNSET', name: 'GET /late' },
    line: { level: 'warn', status: 499 },
    segment: 'error',
    outcome: 'client_aborted',
    reported: false,
  },
  'a client that leaves during the reply': {
    path: '/endless',
    leaves: 'during the reply',
    span: { status: 'UNSET', http: 200, name: 'GET /endless' },
    line: { level: 'warn', status: 200 },
    segment: 'error',
    outcome: 'client_aborted',
    reported: false,
  },
  'a handler that never replies, until the client leaves': {
    path: '/never',
    leaves: 'before the reply',
    span: { status: 'UNSET', name: 'GET /never' },
    line: { level: 'warn', status: 499 },
    segment: 'error',
    outcome: 'client_aborted',
    reported: false,
  },
  'a handler timeout': {
    path: '/times-out',
    span: { status: 'ERROR', http: 503, errorType: 'timeout', name: 'GET /times-out' },
    line: { level: 'error', status: 503 },
    segment: 'fault',
    outcome: 'timed_out',
    reported: true,
    atLeastMillis: 90,
  },
  'a response that breaks off': {
    path: '/breaks-off',
    leaves: 'when the server closes',
    span: { status: 'ERROR', http: 200, errorType: 'server_closed', name: 'GET /breaks-off' },
    line: { level: 'error', status: 200 },
    segment: 'fault',
    outcome: 'server_closed',
    reported: false,
  },
}

let made = 0

async function call({ method = 'GET', path, leaves }: Ending): Promise<string> {
  made += 1
  const traceId = made.toString(16).padStart(32, 'a')
  const entered = once(service.events, 'entered')
  const request = httpRequest(`${service.url}${path}`, {
    method,
    agent: false,
    headers: {
      traceparent: `00-${traceId}-${'b'.repeat(16)}-01`,
      // X-Ray keeps one request a second and 5 % of the rest, unless the caller has decided.
      'x-amzn-trace-id': `Root=1-${traceId.slice(0, 8)}-${traceId.slice(8)};Parent=${'b'.repeat(16)};Sampled=1`,
      'content-type': 'application/json',
    },
  })
  request.on('error', () => undefined)
  request.end(method === 'POST' ? '{}' : undefined)
  if (leaves === 'before the reply') {
    await entered
    request.destroy()
    return traceId
  }
  const [response] = (await once(request, 'response')) as [IncomingMessage]
  if (leaves === 'during the reply') {
    await once(response, 'data')
    response.destroy()
    return traceId
  }
  response.resume()
  await once(response, leaves ? 'error' : 'end')
  return traceId
}

describe('every ending of a request, in all signals', () => {
  it.each(Object.entries(endings))('%s', async (_title, ending) => {
    const traceId = await call(ending)
    const requestLines = () =>
      all.lines.filter((line) => line.trace_id === traceId && line.outcome !== undefined)
    await vi.waitFor(() => expect(requestLines()).toHaveLength(1), 20_000)
    const span = await vi.waitFor(() => {
      const found = all.otlp.spans().filter((one) => one.traceId === traceId)
      expect(found).toHaveLength(1)
      return found[0]
    }, 20_000)

    expect(span).toMatchObject({ name: ending.span.name, kind: 'SERVER' })
    expect(span?.status.code).toBe(ending.span.status)
    expect(span?.attributes['http.response.status_code']).toBe(ending.span.http)
    expect(span?.attributes['error.type']).toBe(ending.span.errorType)
    expect(span?.attributes['cruddur.request.outcome']).toBe(ending.outcome)
    const spanMillis = (span?.endMillis ?? 0) - (span?.startMillis ?? 0)
    expect(spanMillis).toBeGreaterThanOrEqual(ending.atLeastMillis ?? 0)

    const [line] = requestLines()
    expect(line).toMatchObject({
      level: ending.line.level,
      outcome: ending.outcome,
      span_id: span?.spanId,
      service: 'under-test',
    })
    expect(line?.status).toBe(ending.line.status)
    expect(Math.abs(Number(line?.duration_ms) - spanMillis)).toBeLessThan(50)
    // Nothing but the one line, whatever Fastify would say besides.
    expect(all.lines.filter((one) => one.trace_id === traceId)).toHaveLength(1)

    const segment = await vi.waitFor(() => {
      const found = all.segments().filter(({ id }) => id === span?.spanId)
      expect(found).toHaveLength(1)
      return found[0]
    }, 20_000)
    expect(segment).toMatchObject({
      name: 'under-test',
      trace_id: line?.xray_trace_id,
      annotations: { outcome: ending.outcome },
    })
    expect(segment?.error).toBe(ending.segment === 'error' || undefined)
    expect(segment?.fault).toBe(ending.segment === 'fault' || undefined)
    const { response } = (segment?.http ?? {}) as { response?: object }
    expect(response).toEqual(
      ending.span.http === undefined ? undefined : { status: ending.span.http },
    )
    const segmentMillis = ((segment?.end_time ?? 0) - (segment?.start_time ?? 0)) * 1000
    expect(Math.abs(segmentMillis - spanMillis)).toBeLessThan(2)

    await all.telemetry.flush()
    expect(all.logEvents().filter((event) => event.trace_id === traceId)).toEqual([line])
    const items = all.items().filter((item) => JSON.stringify(item).includes(traceId))
    expect(items).toHaveLength(ending.reported ? 1 : 0)
    expect(line?.error_report).toBe(items[0]?.uuid)
    expect(span?.attributes['cruddur.error_report.uuid']).toBe(items[0]?.uuid)
  })

  it('a request that is cut when the app closes by force', async () => {
    const closing = await startTerminalStatesApp(all.telemetry)
    const traceId = 'c'.repeat(32)
    const entered = once(closing.events, 'entered')
    const request = httpRequest(`${closing.url}/never`, {
      agent: false,
      headers: { traceparent: `00-${traceId}-${'b'.repeat(16)}-01` },
    })
    request.on('error', () => undefined).end()
    await entered
    closing.app.server.closeAllConnections()
    await closing.app.close()
    await vi.waitFor(() => {
      const line = all.lines.find((one) => one.trace_id === traceId)
      expect(line).toMatchObject({ outcome: 'server_closed', level: 'error' })
      const span = all.otlp.spans().find((one) => one.traceId === traceId)
      expect(span?.status.code).toBe('ERROR')
      expect(span?.attributes).toMatchObject({ 'error.type': 'server_closed' })
    }, 20_000)
    expect(all.items().some((item) => JSON.stringify(item).includes(traceId))).toBe(false)
  })

  it('a connection that times out before the handler has replied', async () => {
    const slow = await startTerminalStatesApp(all.telemetry, { connectionTimeout: 150 })
    const traceId = 'd'.repeat(32)
    const request = httpRequest(`${slow.url}/never`, {
      agent: false,
      headers: { traceparent: `00-${traceId}-${'b'.repeat(16)}-01` },
    })
    request.end()
    await once(request, 'error')
    await vi.waitFor(() => {
      const line = all.lines.find((one) => one.trace_id === traceId)
      expect(line).toMatchObject({ outcome: 'timed_out', level: 'error' })
      expect(line).not.toHaveProperty('status')
      const span = all.otlp.spans().find((one) => one.traceId === traceId)
      expect(span?.attributes['error.type']).toBe('timeout')
      expect(all.items().filter((item) => JSON.stringify(item).includes(traceId))).toHaveLength(1)
    }, 20_000)
    await slow.app.close()
  })
})
