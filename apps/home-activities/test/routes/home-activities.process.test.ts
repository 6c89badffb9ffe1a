import { once } from 'node:events'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { startTestTelemetry } from '@cruddur/telemetry/testing'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { buildApp } from '../../src/app.ts'
import { loadConfig } from '../../src/config.ts'
import { activity, responses, startUserActivities } from '../support/user-activities-double.ts'

const telemetry = startTestTelemetry({ serviceName: 'home-activities' })

async function startHome(userActivitiesUrl: string, env: Record<string, string> = {}) {
  const config = loadConfig({
    USER_ACTIVITIES_URL: userActivitiesUrl,
    // A busy machine is slow, not broken.
    USER_ACTIVITIES_TIMEOUT_MILLIS: '20000',
    MAX_EVENT_LOOP_DELAY_MILLIS: '60000',
    ...env,
  })
  const app = await buildApp({ config, telemetry: telemetry.telemetry })
  onTestFinished(() => app.close())
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  return { app, get: (path: string, headers = {}) => fetch(`${url}${path}`, { headers }) }
}

describe('GET /api/activities/home', { timeout: 30_000 }, () => {
  beforeEach(() => telemetry.clear())

  it('returns a JSON array with a link to the next page', async () => {
    const found = [activity('a'), activity('b')]
    const next = '2026-11-20T10:00:00.123456Z_68f126b0-1ceb-4a33-88be-d90fa7109eee'
    const other = await startUserActivities(
      responses.list(found, {
        link: `</api/activities?before=${encodeURIComponent(next)}>; rel="next"`,
      }),
    )
    const { get } = await startHome(other.url)
    const response = await get('/api/activities/home?limit=2')
    expect(response.status).toBe(200)
    expect(await response.json()).toEqual(found)
    const link = `/api/activities/home?${new URLSearchParams({ limit: '2', before: next })}`
    expect(response.headers.get('link')).toBe(`<${link}>; rel="next"`)
    expect(response.headers.get('warning')).toBeNull()

    expect((await get(link)).status).toBe(200)
    expect(new URL(other.requests[1]?.url ?? '', other.url).searchParams.get('before')).toBe(next)
  })

  it('records the span within the request and propagates the trace', async () => {
    const other = await startUserActivities(responses.list([activity('a')]))
    const { get } = await startHome(other.url)
    const traceId = '0af7651916cd43dd8448eb211c80319c'
    await get('/api/activities/home', { traceparent: `00-${traceId}-b7ad6b7169203331-01` })
    await expect.poll(() => telemetry.spans.length).toBe(3)
    expect(telemetry).toHaveSpan({
      name: 'Show home activities',
      traceId,
      kind: 'internal',
      attributes: {
        'app.now': expect.stringMatching(/^\d{4}-.*Z$/),
        'app.result_length': 1,
      },
    })
    const named = (name: RegExp) => telemetry.spans.find((span) => name.test(span.name))
    const [server, show, client] = [
      telemetry.spans.find(({ kind }) => kind === 'server'),
      named(/^Show home/),
      telemetry.spans.find(({ kind }) => kind === 'client'),
    ]
    expect(show?.parentSpanId).toBe(server?.spanId)
    expect(client?.parentSpanId).toBe(show?.spanId)
    expect(other.requests[0]?.headers.traceparent).toBe(`00-${traceId}-${client?.spanId}-01`)
  })

  it.each([
    ['unreachable', responses.hangUp],
    ['slow', responses.never],
    ['failing', responses.status(500)],
  ])(
    'serves a stale timeline with Warning and Age while user-activities is %s',
    async (_what, respond) => {
      const other = await startUserActivities(responses.list([activity('a')]))
      const { get } = await startHome(other.url, { USER_ACTIVITIES_TIMEOUT_MILLIS: '2000' })
      expect(await (await get('/api/activities/home')).json()).toHaveLength(1)
      other.respond = respond
      telemetry.clear()

      const response = await get('/api/activities/home')
      expect(response.status).toBe(200)
      expect(response.headers.get('warning')).toBe('110 - "Response is Stale"')
      expect(Number(response.headers.get('age'))).toBeGreaterThanOrEqual(0)
      expect(await response.json()).toMatchObject([{ uuid: 'a' }])
      await telemetry.settle()
      expect(telemetry).toHaveLogLine({ level: 'warn', msg: 'served a stale timeline' })
      expect(telemetry).toHaveSpan({
        name: 'Show home activities',
        status: 'unset',
        attributes: {
          'app.stale_age_seconds': expect.any(Number),
          'app.stale_reason': expect.stringMatching(/^user-activities: /),
        },
      })
    },
  )

  it('returns 503 with Retry-After without a stale timeline, and stays ready', async () => {
    const other = await startUserActivities(responses.status(503))
    const { get } = await startHome(other.url)
    const response = await get('/api/activities/home')
    expect(response.status).toBe(503)
    expect(response.headers.get('retry-after')).toBe('5')
    const problem = (await response.json()) as { trace_id: string }
    expect(problem).toMatchObject({ code: 'TIMELINE_UNAVAILABLE' })
    expect(response.headers.get('traceresponse')).toContain(problem.trace_id)
    expect(telemetry).toHaveSpan({ name: 'Show home activities', status: 'error' })
    expect((await get('/health/ready')).status).toBe(200)
  })

  it('names a rate limit of user-activities, passes Retry-After on and shows it in readiness', async () => {
    const other = await startUserActivities(responses.list([activity('a')]))
    const { get } = await startHome(other.url)
    await get('/api/activities/home')
    other.respond = responses.status(429, { 'retry-after': '17' })
    telemetry.clear()
    expect((await get('/api/activities/home')).headers.get('warning')).toContain('Stale')
    await telemetry.settle()
    const reason = 'user-activities: status 429, rate limit exceeded'
    expect(telemetry).toHaveLogLine({ msg: 'served a stale timeline', reason })

    const response = await get('/api/activities/home?limit=1')
    expect(response.status).toBe(503)
    expect(response.headers.get('retry-after')).toBe('17')
    const ready = await get('/health/ready')
    expect(ready.status).toBe(200)
    expect(await ready.json()).toMatchObject({
      status: 'ok',
      dependencies: { 'user-activities': 'rate limited' },
    })
    expect(other.requests[0]?.headers['x-internal-caller']).toBe('home-activities')
  })

  it('reports a message to Rollbar at /rollbar/test when faults are on', async () => {
    const { get } = await startHome('http://127.0.0.1:1', { HOME_ACTIVITIES_FAULTS: 'true' })
    expect(await (await get('/rollbar/test')).text()).toBe('Hello World!')
    await telemetry.settle()
    expect(telemetry).toHaveErrorReport({
      level: 'warning',
      context: 'GET /rollbar/test',
      body: { message: { body: 'Hello World!' } },
    })
    const { get: getWithout } = await startHome('http://127.0.0.1:1')
    expect((await getWithout('/rollbar/test')).status).toBe(404)
  })

  it('recovers when user-activities does', async () => {
    const other = await startUserActivities(responses.status(503))
    const { get } = await startHome(other.url)
    expect((await get('/api/activities/home')).status).toBe(503)
    other.respond = responses.list([])
    expect((await get('/api/activities/home')).status).toBe(200)
  })

  it('rejects a request while it closes and records it in three signals', async () => {
    const other = await startUserActivities(responses.never)
    const { app } = await startHome(other.url, { USER_ACTIVITIES_TIMEOUT_MILLIS: '20000' })
    const socket = connect(Number(new URL(app.listeningOrigin).port), '127.0.0.1')
    const traceId = '0af7651916cd43dd8448eb211c80319c'
    const sendRequest = (header: string) =>
      socket.write(`GET /api/activities/home HTTP/1.1\r\nhost: a\r\n${header}\r\n`)
    sendRequest('')
    await expect.poll(() => other.requests.length).toBe(1)
    const closed = app.close()
    await expect.poll(() => app.server.listening).toBe(false)
    const arrived = once(app.server, 'request')
    sendRequest(`traceparent: 00-${traceId}-b7ad6b7169203331-01\r\n`)
    await arrived
    await other.stop()
    const received = await text(socket)
    await closed
    await telemetry.settle()

    expect(received.slice(received.lastIndexOf('HTTP/1.1'))).toMatch(/^HTTP\/1.1 503 /)
    expect(JSON.parse(received.slice(received.lastIndexOf('\r\n')))).toMatchObject({
      code: 'SERVICE_CLOSING',
      trace_id: traceId,
    })
    const status = { 'http.response.status_code': 503, 'error.type': 'server_closed' }
    expect(telemetry).toHaveSpan({ kind: 'server', traceId, status: 'error', attributes: status })
    expect(telemetry).toHaveSegment({ fault: true, trace_id: `1-0af76519-${traceId.slice(8)}` })
    expect(telemetry).toHaveLogLine({ outcome: 'server_closed', status: 503, trace_id: traceId })
    expect(telemetry).not.toHaveErrorReport({ custom: { trace_id: traceId } })
  })

  it('does not serve a stale timeline above the maximum age', async () => {
    const other = await startUserActivities(responses.list([]))
    const { get } = await startHome(other.url, { HOME_ACTIVITIES_MAX_STALE_SECONDS: '0' })
    expect((await get('/api/activities/home')).status).toBe(200)
    other.respond = responses.status(500)
    await expect
      .poll(async () => (await get('/api/activities/home')).status, { timeout: 10_000 })
      .toBe(503)
  })

  it('rejects requests that user-activities would reject', async () => {
    const problem = { code: 'BAD_CURSOR', detail: 'before must be a cursor' }
    const other = await startUserActivities(responses.status(400, {}, problem))
    const { get } = await startHome(other.url)
    expect((await get('/api/activities/home?limit=1000')).status).toBe(400)
    expect((await get('/api/activities/home?before=yesterday')).status).toBe(400)
    expect(other.requests).toHaveLength(0)
    const before = '2026-13-20T10:00:00.123456Z_68f126b0-1ceb-4a33-88be-d90fa7109eee'
    const response = await get(`/api/activities/home?before=${before}`)
    expect(await response.json()).toMatchObject({ status: 400, ...problem })
  })
})
