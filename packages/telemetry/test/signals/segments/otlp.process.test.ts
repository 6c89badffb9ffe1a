import {
  context,
  defaultTextMapGetter,
  propagation,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { AWSXRay } from '../../../src/signals/segments/native/sdk.ts'
import { type OtlpReceiver, startOtlpReceiver } from '../../support/otlp-receiver.ts'
import { describeSignal } from '../signal-contract.ts'
import { configOf, type Started, start } from './start.ts'
import { verifySignature } from './verify-signature.ts'

const accessKeyId = 'AKIDEXAMPLE'
const secretAccessKey = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY'
const sessionToken = 'a-session-token'
const region = 'eu-central-1'
const traceId = '67891233abcdef012345678912345678'

beforeEach(() => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', accessKeyId)
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', secretAccessKey)
  vi.stubEnv('AWS_SESSION_TOKEN', sessionToken)
})
afterEach(() => vi.unstubAllEnvs())

const startAt = (url: string) =>
  start({
    logGroup: 'cruddur',
    environment: {
      TELEMETRY_XRAY_EXPORTER: 'otlp',
      AWS_REGION: region,
      AWS_ENDPOINT_URL_XRAY: url,
    },
  })

const sampledHeaders = {
  host: 'localhost:4001',
  'x-amzn-trace-id': 'Root=1-67891233-abcdef012345678912345678;Sampled=1',
}

function request(work: () => void = () => undefined): string {
  const incoming = propagation.extract(ROOT_CONTEXT, sampledHeaders, defaultTextMapGetter)
  const attributes = {
    'http.request.method': 'GET',
    'http.route': '/api/activities/home',
    'url.path': '/api/activities/home?token=secret-token',
  }
  const span = trace
    .getTracer('test')
    .startSpan('request', { kind: SpanKind.SERVER, attributes }, incoming)
  context.with(trace.setSpan(incoming, span), work)
  span.setAttribute('http.response.status_code', 200)
  span.end()
  return span.spanContext().spanId
}

describeSignal({
  name: 'segments',
  async start() {
    const receiver = await startOtlpReceiver()
    const segments = startAt(receiver.url)
    return {
      signal: segments.signal,
      emit: request,
      received: () => receiver.spans().length,
      breakBackend: () => receiver.fail('refused'),
      async stop() {
        await segments.stop()
        await receiver.close()
      },
    }
  },
})

describe('segments as OTLP', () => {
  let receiver: OtlpReceiver
  let segments: Started

  async function startWith(rejectedSpans = 0): Promise<void> {
    receiver = await startOtlpReceiver(rejectedSpans)
    segments = startAt(receiver.url)
  }
  const flush = () => segments.signal.flush(AbortSignal.timeout(20_000))

  afterEach(async () => {
    await segments.stop()
    await receiver.close()
  })

  it('are signed for X-Ray in the region, with the default credential chain', async () => {
    await startWith()
    request()
    await flush()
    const [received] = receiver.received
    if (!received) return expect.fail('nothing arrived')
    expect(received.path).toBe('/v1/traces')
    expect(received.headers['x-amz-security-token']).toBe(sessionToken)
    expect(received.headers['content-encoding']).toBe('gzip')
    expect(verifySignature(received, secretAccessKey)).toEqual({
      accessKeyId,
      region,
      service: 'xray',
    })
    expect(() => verifySignature(received, 'another secret')).toThrow('does not match')
    const changed = { ...received, rawBody: Buffer.from('changed') }
    expect(() => verifySignature(changed, secretAccessKey)).toThrow('does not match')
  })

  it('are the same segments, including native subsegments, with the IDs of their spans', async () => {
    await startWith()
    let queryId = ''
    const id = request(() => {
      AWSXRay.getSegment()?.addAnnotation('result-length', 3)
      AWSXRay.captureFunc('user_activities', (subsegment) => {
        subsegment?.addMetadata('now', 1, 'user_activities')
        const query = trace.getTracer('test').startSpan('pg.query', {
          kind: SpanKind.CLIENT,
          attributes: {
            'db.system.name': 'postgresql',
            'db.namespace': 'cruddur',
            'db.query.text': "SELECT * FROM a WHERE handle = 'anna'",
            'server.address': 'db.local',
            'server.port': 5432,
          },
        })
        query.recordException(new TypeError('broken'))
        query.setStatus({ code: SpanStatusCode.ERROR })
        query.end()
        queryId = query.spanContext().spanId
      })
    })
    await flush()
    const named = (name: string) => receiver.spans().find((span) => span.name === name)
    const [root, native, query] = ['request', 'user_activities', 'pg.query'].map(named)
    expect(root).toMatchObject({
      traceId,
      spanId: id,
      parentSpanId: '',
      name: 'request',
      kind: 'SERVER',
      attributes: {
        'http.request.method': 'GET',
        'http.route': '/api/activities/home',
        'http.response.status_code': 200,
        'url.path': '/api/activities/home?token=[redacted]',
        result_length: 3,
        'aws.xray.annotations': ['result_length'],
      },
      resource: {
        'service.name': 'user-activities',
        'service.version': '1.2.3',
        'service.instance.id': 'i',
        'telemetry.distro.name': '@cruddur/telemetry',
        'aws.log.group.names': ['cruddur'],
      },
    })
    expect(native).toMatchObject({
      traceId,
      parentSpanId: id,
      name: 'user_activities',
      attributes: { 'aws.xray.metadata.user_activities': '{"now":1}' },
    })
    expect(query).toMatchObject({
      traceId,
      spanId: queryId,
      parentSpanId: native?.spanId,
      kind: 'CLIENT',
      status: { code: 'ERROR' },
      attributes: {
        'db.system.name': 'postgresql',
        'db.query.text': 'SELECT * FROM a WHERE handle = ?',
        'db.namespace': 'cruddur',
        'server.address': 'db.local',
        'server.port': 5432,
      },
      events: [{ name: 'exception', attributes: { 'exception.type': 'TypeError' } }],
    })
    expect(query?.endMillis).toBeGreaterThanOrEqual(query?.startMillis ?? Number.NaN)
  })

  it('keep kinds, links, events, attributes and the flags of a remote parent', async () => {
    await startWith()
    const linked = { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), traceFlags: 1 }
    const headers = {
      host: 'localhost:4001',
      'x-amzn-trace-id':
        'Root=1-67891233-abcdef012345678912345678;Parent=53995c3f42cd8ad8;Sampled=1',
    }
    const incoming = propagation.extract(ROOT_CONTEXT, headers, defaultTextMapGetter)
    const tracer = trace.getTracer('test')
    const attributes = {
      'url.path': '/api',
      'url.scheme': 'http',
      'server.address': 'localhost',
      'server.port': 4001,
      'app.result_length': 3,
      'app.map': { password: 'secret-password', size: 1 },
    }
    const span = tracer.startSpan('GET /api', { kind: SpanKind.SERVER, attributes }, incoming)
    const active = trace.setSpan(incoming, span)
    for (const kind of [SpanKind.CLIENT, SpanKind.PRODUCER, SpanKind.CONSUMER, SpanKind.INTERNAL]) {
      tracer.startSpan(SpanKind[kind], { kind, links: [{ context: linked }] }, active).end()
    }
    span.addEvent('cache missed', { key: 'home' })
    span.end()
    await flush()
    const spans = receiver.spans()
    expect(spans.find(({ name }) => name === 'GET /api')).toMatchObject({
      kind: 'SERVER',
      parentSpanId: '53995c3f42cd8ad8',
      flags: 0x301,
      attributes: {
        ...attributes,
        'app.map': expect.not.objectContaining({ password: 'secret-password' }),
        'aws.xray.annotations': ['app.result_length'],
      },
      events: [{ name: 'cache missed', attributes: { key: 'home' } }],
    })
    for (const name of ['CLIENT', 'PRODUCER', 'CONSUMER', 'INTERNAL']) {
      expect(spans.find((each) => each.name === name)).toMatchObject({
        kind: name,
        parentSpanId: span.spanContext().spanId,
        flags: 0x101,
        links: [{ traceId: linked.traceId, spanId: linked.spanId }],
      })
    }
    expect(
      JSON.stringify(receiver.received.map(({ body }) => body.toString('latin1'))),
    ).not.toContain('secret-password')
  })

  it('drop one invalid segment without the others of its batch', async () => {
    receiver = await startOtlpReceiver(0, ({ body }) => (body.includes('poison') ? 400 : 200))
    segments = startAt(receiver.url)
    for (const name of ['good', 'good', 'poison', 'good']) {
      trace
        .getTracer('test')
        .startSpan(
          name,
          {},
          propagation.extract(ROOT_CONTEXT, sampledHeaders, defaultTextMapGetter),
        )
        .end()
    }
    await flush()
    expect(receiver.spans().filter(({ name }) => name === 'good')).toHaveLength(3)
    expect(segments.signal.ledger()).toMatchObject({ sent: 3, dropped: { rejected: 1 } })
  })

  it('are queued until the endpoint recovers, and counted', async () => {
    await startWith()
    await receiver.fail('503')
    const ids = [request(), request()]
    void flush()
    await expect.poll(() => segments.signal.ledger().outage?.reason).toBe('HTTP 503')
    await receiver.heal()
    await flush()
    expect(receiver.spans().map(({ spanId }) => spanId)).toEqual(ids)
    expect(segments.signal.ledger()).toEqual({ accepted: 2, sent: 2, queued: 0, dropped: {} })
  })

  it('count a partial success', async () => {
    await startWith(1)
    request()
    request()
    await flush()
    expect(segments.signal.ledger()).toMatchObject({ sent: 1, dropped: { rejected: 1 } })
  })
})

describe('the configuration of OTLP', () => {
  it('uses the endpoint of the region and requires a region', () => {
    const environment = { TELEMETRY_XRAY_EXPORTER: 'otlp' }
    expect(configOf({ ...environment, AWS_REGION: region }).destination).toMatchObject({
      url: 'https://xray.eu-central-1.amazonaws.com/v1/traces',
    })
    expect(() => configOf(environment)).toThrow('AWS_REGION must be a region')
  })
})
