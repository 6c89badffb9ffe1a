import { setTimeout as pause } from 'node:timers/promises'
import {
  context,
  defaultTextMapGetter,
  propagation,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { toXrayTraceId } from '../../../src/correlation/index.ts'
import { AWSXRay } from '../../../src/signals/segments/native/sdk.ts'
import { type Document, type FakeDaemon, startUdp } from './daemon.ts'
import { type Started, service, start } from './start.ts'

const tracer = trace.getTracer('test')
let daemon: FakeDaemon
let segments: Started

beforeAll(async () => {
  daemon = await startUdp()
  segments = start({
    environment: {
      AWS_XRAY_DAEMON_ADDRESS: `127.0.0.1:${daemon.port}`,
      AWS_XRAY_URL: '*.cruddur.example*',
    },
  })
})

afterAll(async () => {
  await segments.stop()
  await daemon.stop()
})

interface RequestOptions {
  readonly headers?: Record<string, string>
  readonly attributes?: Record<string, string | number>
  readonly ending?: Record<string, string | number>
  readonly status?: SpanStatusCode
}

const root = '1-67891233-abcdef012345678912345678'

/** One request as the plugin records it, sampled by its caller unless the headers differ. */
async function request(
  work: () => unknown = () => undefined,
  { headers = {}, attributes = {}, ending = {}, status }: RequestOptions = {},
) {
  const carrier = {
    host: 'localhost:4002',
    'x-amzn-trace-id': `Root=${root};Sampled=1`,
    ...headers,
  }
  const incoming = propagation.extract(ROOT_CONTEXT, carrier, defaultTextMapGetter)
  const span = tracer.startSpan(
    'request',
    {
      kind: SpanKind.SERVER,
      attributes: { 'http.request.method': 'GET', 'url.path': '/', ...attributes },
    },
    incoming,
  )
  await context.with(trace.setSpan(incoming, span), work as () => Promise<unknown>)
  span.setAttributes({
    'cruddur.request.outcome': 'completed',
    'http.response.status_code': 200,
    ...ending,
  })
  if (status) span.setStatus({ code: status })
  span.end()
  return span
}

async function documentOf(id: string): Promise<Document> {
  return expect
    .poll(() => daemon.documents.findLast((document) => document.id === id), { timeout: 10_000 })
    .toBeDefined()
    .then(() => daemon.documents.findLast((document) => document.id === id) as Document)
}

describe('a segment', () => {
  it('has the IDs and times of its span and the service data', async () => {
    const parent = '53995c3f42cd8ad8'
    const span = await request(() => pause(5), {
      headers: { 'x-amzn-trace-id': `Root=${root};Parent=${parent};Sampled=1` },
      attributes: { 'url.path': '/api/activities/home?token=abc', 'http.route': '/api' },
      ending: { 'user_agent.original': 'curl' },
    })
    const { startTime, endTime } = span as never as Record<string, [number, number]>
    const document = await documentOf(span.spanContext().spanId)
    expect(document).toMatchObject({
      trace_id: root,
      id: span.spanContext().spanId,
      parent_id: parent,
      name: service.name,
      http: {
        request: {
          method: 'GET',
          url: 'http://localhost:4002/api/activities/home?token=[redacted]',
          user_agent: 'curl',
        },
        response: { status: 200 },
      },
      annotations: { outcome: 'completed' },
      metadata: { attributes: { 'http.route': '/api' } },
      service: { version: '1.2.3', runtime: 'node', runtime_version: process.versions.node },
      aws: { xray: { sdk: 'X-Ray for Node.js', sdk_version: '3.12.0' } },
    })
    expect(document.start_time).toBeCloseTo((startTime?.[0] ?? 0) + (startTime?.[1] ?? 0) / 1e9, 5)
    expect(document.end_time).toBeCloseTo((endTime?.[0] ?? 0) + (endTime?.[1] ?? 0) / 1e9, 5)
    for (const absent of ['in_progress', 'error', 'fault', 'throttle', 'cause', 'subsegments']) {
      expect(document).not.toHaveProperty(absent)
    }
  })

  it('is the root when a load balancer sent only a trace ID', async () => {
    const span = await request()
    const document = await documentOf(span.spanContext().spanId)
    expect(document.trace_id).toBe(toXrayTraceId(span.spanContext().traceId))
    expect(document).not.toHaveProperty('parent_id')
    expect(span).toHaveProperty('parentSpanContext', undefined)
  })

  it('continues a remote parent of traceparent', async () => {
    const traceId = '0af7651916cd43dd8448eb211c80319c'
    const headers = {
      traceparent: `00-${traceId}-b7ad6b7169203331-01`,
      'x-amzn-trace-id': `Root=${toXrayTraceId(traceId)};Sampled=1`,
    }
    const span = await request(undefined, { headers })
    expect(await documentOf(span.spanContext().spanId)).toMatchObject({
      trace_id: toXrayTraceId(traceId),
      parent_id: 'b7ad6b7169203331',
    })
  })

  it.each<[Record<string, string | number>, object]>([
    [{ 'http.response.status_code': 200 }, {}],
    [{ 'http.response.status_code': 304 }, {}],
    [{ 'http.response.status_code': 404 }, { error: true }],
    [{ 'http.response.status_code': 429 }, { error: true, throttle: true }],
    [{ 'http.response.status_code': 500 }, { fault: true }],
    [{ 'cruddur.request.outcome': 'client_aborted' }, { error: true }],
    [{ 'cruddur.request.outcome': 'timed_out', 'http.response.status_code': 503 }, { fault: true }],
    [{ 'cruddur.request.outcome': 'server_closed' }, { fault: true }],
  ])('is flagged by how the request ended: %o', async (ending, flags) => {
    const { spanId } = (await request(undefined, { ending })).spanContext()
    const { error, fault, throttle, annotations } = await documentOf(spanId)
    expect(JSON.parse(JSON.stringify({ error, fault, throttle }))).toEqual(flags)
    expect(annotations).toEqual({ outcome: ending['cruddur.request.outcome'] ?? 'completed' })
  })

  it('is named after a Host that matches AWS_XRAY_URL, without characters that X-Ray rejects', async () => {
    const named = await request(undefined, { headers: { host: 'www.cruddur.example:80' } })
    const odd = await request(undefined, { headers: { host: 'a<b>.cruddur.example' } })
    expect((await documentOf(named.spanContext().spanId)).name).toBe('www.cruddur.example:80')
    expect((await documentOf(odd.spanContext().spanId)).name).toBe('a_b_.cruddur.example')
  })

  it('has the exception with paths and lines of ES modules, without secrets', async () => {
    const failure = new TypeError('no such token: Bearer abcdef123456')
    const span = await request(() => trace.getActiveSpan()?.recordException(failure), {
      ending: { 'http.response.status_code': 500 },
      status: SpanStatusCode.ERROR,
    })
    const { cause } = await documentOf(span.spanContext().spanId)
    expect(cause).toMatchObject({
      working_directory: process.cwd(),
      exceptions: [{ type: 'TypeError', message: expect.not.stringContaining('abcdef123456') }],
    })
    const frame = cause.exceptions[0]?.stack[0]
    expect(frame?.path).toMatch(/^\/.*recorder\.process\.test\.ts$/)
    expect(frame?.line).toBeGreaterThan(10)
  })
})

describe('subsegments', () => {
  it('are created from client, database and custom spans, each under its parent', async () => {
    const span = await request(() =>
      tracer.startActiveSpan('load timeline', (custom) => {
        custom.setAttributes({ 'app.result_length': 3, 'app.tags': ['a'] })
        const http = tracer.startSpan('GET', {
          kind: SpanKind.CLIENT,
          attributes: {
            'http.request.method': 'GET',
            'url.full': 'http://user-activities.local:4002/api?session=1',
            'server.address': 'user-activities.local',
            'server.port': 4002,
            'http.response.status_code': 503,
          },
        })
        http.end()
        const sql = tracer.startSpan('pg.query:SELECT', {
          kind: SpanKind.CLIENT,
          attributes: {
            'db.system.name': 'postgresql',
            'db.namespace': 'cruddur',
            'db.query.text': "SELECT * FROM activities WHERE handle = 'anna'",
            'server.address': 'db.local',
            'server.port': 5432,
          },
        })
        sql.end()
        custom.end()
      }),
    )
    const document = await documentOf(span.spanContext().spanId)
    expect(document.subsegments).toMatchObject([
      {
        name: 'load timeline',
        annotations: { app_result_length: 3 },
        metadata: { attributes: { 'app.tags': ['a'] } },
        subsegments: [
          {
            name: 'user-activities.local',
            namespace: 'remote',
            fault: true,
            http: {
              request: { url: 'http://user-activities.local:4002/api?session=[redacted]' },
              response: { status: 503 },
            },
          },
          {
            name: 'cruddur@db.local',
            namespace: 'remote',
            sql: {
              database_type: 'postgresql',
              url: 'postgresql://db.local:5432/cruddur',
              sanitized_query: 'SELECT * FROM activities WHERE handle = ?',
            },
          },
        ],
      },
    ])
    expect(document.subsegments[0]).not.toHaveProperty('trace_id')
  })

  it('are sent separately, each once, when they outlive their segment', async () => {
    let late = tracer.startSpan('never')
    const span = await request(() => {
      late = tracer.startSpan('late')
      context.with(trace.setSpan(context.active(), late), () => tracer.startSpan('early').end())
    })
    const { spanId } = span.spanContext()
    const segment = await documentOf(spanId)
    expect(segment.end_time).toBeDefined()
    expect(segment.subsegments).toMatchObject([
      { name: 'late', in_progress: true, subsegments: [{ name: 'early' }] },
    ])

    const later = context.with(trace.setSpan(context.active(), late), () =>
      tracer.startSpan('after'),
    )
    later.end()
    late.end()
    expect(await documentOf(late.spanContext().spanId)).toMatchObject({
      type: 'subsegment',
      trace_id: segment.trace_id,
      parent_id: spanId,
      name: 'late',
      end_time: expect.any(Number),
    })
    expect(await documentOf(later.spanContext().spanId)).toMatchObject({
      type: 'subsegment',
      parent_id: late.spanContext().spanId,
    })
    const ids = daemon.documents.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('are sent before a segment that has hundreds of them', async () => {
    const span = await request(() => {
      for (let index = 0; index < 250; index += 1) tracer.startSpan(`step ${index}`).end()
    })
    const { spanId } = span.spanContext()
    const segment = await documentOf(spanId)
    expect(segment.subsegments).toHaveLength(50)
    expect(daemon.documents.filter(({ parent_id }) => parent_id === spanId)).toHaveLength(200)
  })
})

describe('a segment too large for the daemon', () => {
  it('is split by subsegment without omissions', async () => {
    const filler = 'x'.repeat(3000)
    const span = await request(() => {
      for (let index = 0; index < 60; index += 1) {
        tracer.startSpan(`step ${index}`, { attributes: { filler } }).end()
      }
    })
    const { spanId } = span.spanContext()
    const segment = await documentOf(spanId)
    expect(segment.subsegments.length).toBeGreaterThan(10)
    const alone = () => daemon.documents.filter(({ parent_id }) => parent_id === spanId)
    await expect.poll(() => segment.subsegments.length + alone().length).toBe(60)
    const names = [...segment.subsegments, ...alone()].map(({ name }) => name)
    expect(new Set(names).size).toBe(60)
  })

  it('is truncated and marked when it is too large without subsegments', async () => {
    const span = await request(() => {
      const segment = AWSXRay.getSegment()
      segment?.addAnnotation('kept', 'yes')
      for (let index = 0; index < 20; index += 1)
        segment?.addMetadata(`m${index}`, 'y'.repeat(9000))
    })
    const document = await documentOf(span.spanContext().spanId)
    expect(document).not.toHaveProperty('metadata')
    expect(document.annotations).toMatchObject({ kept: 'yes', telemetry_trimmed: true })
    expect(Math.max(...daemon.datagramBytes)).toBeLessThanOrEqual(65_507)
    expect(daemon.malformed).toEqual([])
  })
})

it('counts each document once and queues none in the end', async () => {
  await segments.signal.flush(AbortSignal.timeout(10_000))
  const { accepted, sent, queued, dropped } = segments.signal.ledger()
  expect({ queued, dropped }).toEqual({ queued: 0, dropped: {} })
  expect(sent).toBe(accepted)
  await expect.poll(() => daemon.documents.length).toBe(accepted)
})
