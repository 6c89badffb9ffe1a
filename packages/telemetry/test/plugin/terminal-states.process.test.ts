import { once } from 'node:events'
import { request as httpRequest, type IncomingMessage } from 'node:http'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type Everything, startAll } from '../support/start-all.ts'
import { requestWhileClosing } from './request-while-closing.ts'
import { type TerminalState, terminalStates } from './terminal-states.ts'
import { startTerminalStatesApp } from './terminal-states-app.ts'

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

let made = 0

const headersOf = (traceId: string) => ({
  traceparent: `00-${traceId}-${'b'.repeat(16)}-01`,
  // Without an upstream decision, X-Ray samples one request per second and 5% of the others.
  'x-amzn-trace-id': `Root=1-${traceId.slice(0, 8)}-${traceId.slice(8)};Parent=${'b'.repeat(16)};Sampled=1`,
  'content-type': 'application/json',
})

async function call({
  method = 'GET',
  path,
  disconnects,
  whileClosing,
}: TerminalState): Promise<string> {
  made += 1
  const traceId = made.toString(16).padStart(32, 'a')
  const headers = headersOf(traceId)
  if (whileClosing) {
    const closing = await startTerminalStatesApp(all.telemetry, { forceCloseConnections: 'idle' })
    const response = await requestWhileClosing(closing, path, headers)
    expect(response).toMatch(/^HTTP\/1.1 503 /)
    expect(response).toMatch(new RegExp(`^traceresponse: 00-${traceId}-`, 'm'))
    expect(response).toMatch(/^connection: close\r$/im)
    return traceId
  }
  const entered = once(service.events, 'entered')
  const request = httpRequest(`${service.url}${path}`, { method, agent: false, headers })
  request.on('error', () => undefined)
  request.end(method === 'POST' ? '{}' : undefined)
  if (disconnects === 'before the response') {
    await entered
    request.destroy()
    return traceId
  }
  const [response] = (await once(request, 'response')) as [IncomingMessage]
  if (disconnects === 'during the response') {
    await once(response, 'data')
    response.destroy()
    return traceId
  }
  response.resume()
  await once(response, disconnects ? 'error' : 'end')
  return traceId
}

describe('terminal states in all signals', () => {
  it.each(Object.entries(terminalStates))('%s', async (_title, state) => {
    const beganMillis = performance.now()
    const traceId = await call(state)
    const requestLines = () =>
      all.lines.filter((line) => line.trace_id === traceId && line.outcome !== undefined)
    await vi.waitFor(() => expect(requestLines()).toHaveLength(1), 20_000)
    const span = await vi.waitFor(() => {
      const found = all.otlp.spans().filter((one) => one.traceId === traceId)
      expect(found).toHaveLength(1)
      return found[0]
    }, 20_000)

    expect(span).toMatchObject({ name: state.span.name, kind: 'SERVER' })
    expect(span?.status.code).toBe(state.span.status)
    expect(span?.attributes['http.response.status_code']).toBe(state.span.http)
    expect(span?.attributes['error.type']).toBe(state.span.errorType)
    expect(span?.attributes['cruddur.request.outcome']).toBe(state.outcome)
    const spanMillis = (span?.endMillis ?? 0) - (span?.startMillis ?? 0)
    expect(spanMillis).toBeGreaterThanOrEqual(state.atLeastMillis ?? 0)

    const [line] = requestLines()
    expect(line).toMatchObject({
      level: state.line.level,
      outcome: state.outcome,
      span_id: span?.spanId,
      service: 'under-test',
    })
    expect(line?.status).toBe(state.line.status)
    expect(line?.duration_ms).toBeGreaterThanOrEqual(state.atLeastMillis ?? 0)
    expect(line?.duration_ms).toBeLessThanOrEqual(performance.now() - beganMillis)
    // No lines of Fastify besides the request line.
    expect(all.lines.filter((one) => one.trace_id === traceId)).toHaveLength(1)

    const segment = await vi.waitFor(() => {
      const found = all.segments().filter(({ id }) => id === span?.spanId)
      expect(found).toHaveLength(1)
      return found[0]
    }, 20_000)
    expect(segment).toMatchObject({
      name: 'under-test',
      trace_id: line?.xray_trace_id,
      annotations: { outcome: state.outcome },
    })
    expect(segment?.error).toBe(state.segment === 'error' || undefined)
    expect(segment?.fault).toBe(state.segment === 'fault' || undefined)
    const { response } = (segment?.http ?? {}) as { response?: { status?: number } }
    expect(response?.status).toBe(state.span.http)
    const segmentMillis = ((segment?.end_time ?? 0) - (segment?.start_time ?? 0)) * 1000
    expect(Math.abs(segmentMillis - spanMillis)).toBeLessThan(2)

    await all.telemetry.flush()
    expect(all.logEvents().filter((event) => event.trace_id === traceId)).toEqual([line])
    const items = all.items().filter((item) => JSON.stringify(item).includes(traceId))
    expect(items).toHaveLength(state.reported ? 1 : 0)
    expect(line?.error_report).toBe(items[0]?.uuid)
    expect(span?.attributes['cruddur.error_report.uuid']).toBe(items[0]?.uuid)
  })

  it('a request that is cut by a forced close', async () => {
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

  it('a connection that times out before the handler replies', async () => {
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
