import {
  context,
  defaultTextMapGetter,
  propagation,
  ROOT_CONTEXT,
  SpanKind,
  type SpanOptions,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api'
import { Ajv } from 'ajv'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { AWSXRay } from '../../../../src/signals/segments/native/sdk.ts'
import { withSpan } from '../../../../src/with-span.ts'
import { xraySegmentSchema } from '../../../support/xray-segment-schema.ts'
import { type Document, type FakeDaemon, startUdp } from '../daemon.ts'
import { type Started, start } from '../start.ts'

const validate = new Ajv({ allErrors: true, strict: false }).compile(xraySegmentSchema)
const tracer = trace.getTracer('test')
const long = 'ü'.repeat(3000)
let daemon: FakeDaemon
let segments: Started

beforeAll(async () => {
  daemon = await startUdp()
  segments = start({ environment: { AWS_XRAY_DAEMON_ADDRESS: `127.0.0.1:${daemon.port}` } })
})

afterAll(async () => {
  await segments.stop()
  await daemon.stop()
})

/** Ends a server span with the given children. @returns its document */
async function documentOf(
  attributes: SpanOptions['attributes'] & object,
  work: () => void = () => undefined,
): Promise<Document> {
  const headers = {
    host: 'localhost',
    'x-amzn-trace-id': 'Root=1-67891233-abcdef012345678912345678;Sampled=1',
  }
  const incoming = propagation.extract(ROOT_CONTEXT, headers, defaultTextMapGetter)
  const span = tracer.startSpan('request', { kind: SpanKind.SERVER, attributes }, incoming)
  context.with(trace.setSpan(incoming, span), work)
  span.end()
  await segments.signal.flush(AbortSignal.timeout(10_000))
  const { spanId } = span.spanContext()
  const find = () => daemon.documents.findLast(({ id }) => id === spanId)
  await expect.poll(find).toBeDefined()
  return find() as Document
}

const server = { 'http.request.method': 'GET', 'url.scheme': 'http', 'url.path': '/' }
const child = (name: string, kind: SpanKind, attributes: SpanOptions['attributes'] & object) =>
  tracer.startSpan(name, { kind, attributes }).end()

const requests: Record<string, readonly [object, (() => void)?]> = {
  'a plain request': [{ ...server, 'http.response.status_code': 200 }],
  'long texts': [
    {
      ...server,
      'server.address': 'localhost',
      'url.path': `/${long}`,
      'user_agent.original': long,
      'client.address': long,
      'user.id': long,
    },
  ],
  'odd values': [
    {
      ...server,
      'http.request.method': '_OTHER',
      'http.request.method_original': 'PROPFIND',
      'http.response.header.content-length': ['12'],
      'app.nan': Number.NaN,
      'app.map': { deep: { er: 1 } },
      'app.list': ['a', 1],
      'app.ключ.with.dots': 'x',
      [`app.${'k'.repeat(600)}`]: long,
    } as object,
  ],
  'a hundred annotations': [
    {
      ...server,
      ...Object.fromEntries(Array.from({ length: 100 }, (_, at) => [`app.a${at}`, at])),
    },
  ],
  'calls of every kind': [
    server,
    () => {
      child('SELECT', SpanKind.CLIENT, {
        'db.system.name': 'postgresql',
        'db.namespace': long,
        'db.query.text': `SELECT ${long}`,
        'server.address': 'db',
        'server.port': 5432,
      })
      child('GET', SpanKind.CLIENT, {
        'http.request.method': 'GET',
        'url.full': `http://other/${long}`,
        'http.response.status_code': 503,
        'http.response.body.size': 3.7,
      })
      child('SQS.SendMessage', SpanKind.PRODUCER, {
        'rpc.system': 'aws-api',
        'rpc.service': 'SQS',
        'rpc.method': long,
        'cloud.region': 'eu-central-1',
      })
      child(`*bad|name* ${long}`, SpanKind.INTERNAL, {})
      child('', SpanKind.CONSUMER, {})
    },
  ],
  'exceptions with causes': [
    server,
    () => {
      const span = tracer.startSpan('failing')
      span.recordException(new Error('outer', { cause: new Error('inner') }))
      span.recordException({ name: 'Odd', message: long })
      span.setStatus({ code: SpanStatusCode.ERROR })
      span.end()
    },
  ],
  'the native API': [
    server,
    () => {
      const segment = AWSXRay.getSegment()
      segment?.addMetadata('key', { big: 1n, self: segment }, 'AWS.reserved')
      segment?.addAnnotation('with space', 'x')
      const subsegment = segment?.addNewSubsegment('captured')
      subsegment?.addError(new Error('outer', { cause: new TypeError('inner') }))
      subsegment?.close()
      segment?.addNewSubsegment('left open')
    },
  ],
}

it.each(Object.entries(requests))(
  '%s: the document matches the schema',
  async (_, [attributes, work]) => {
    const before = daemon.documents.length
    await documentOf(attributes as SpanOptions['attributes'] & object, work)
    for (const document of daemon.documents.slice(before)) {
      validate(document)
      expect(validate.errors ?? []).toEqual([])
    }
  },
)

it('shows the original method, the forwarded client, the size and values that cannot be indexed', async () => {
  const document = await documentOf({
    ...server,
    'http.request.method': '_OTHER',
    'http.request.method_original': 'PROPFIND',
    'client.address': '203.0.113.7',
    'network.peer.address': '10.0.0.1',
    'http.response.status_code': 207,
    'http.response.body.size': 42,
    'app.nan': Number.NaN,
    ...Object.fromEntries(Array.from({ length: 55 }, (_, at) => [`app.a${at}`, at])),
  })
  expect(document).toMatchObject({
    http: {
      request: { method: 'PROPFIND', client_ip: '203.0.113.7', x_forwarded_for: true },
      response: { status: 207, content_length: 42 },
    },
    metadata: { annotations: { app_a54: 54 }, attributes: { 'app.nan': 'NaN' } },
  })
  expect(Object.keys(document.annotations ?? {})).toHaveLength(50)
})

it('links the causes of exceptions of spans, of work and of the native API', async () => {
  const error = () => new Error('outer', { cause: new TypeError('inner') })
  const document = await documentOf(server, () => {
    const span = tracer.startSpan('span')
    span.recordException(error())
    span.end()
    const subsegment = AWSXRay.getSegment()?.addNewSubsegment('native')
    subsegment?.close(error())
    const fail = () => {
      throw error()
    }
    expect(() => withSpan('work', fail)).toThrow('outer')
  })
  const exceptions = (document.subsegments ?? []).map(({ cause }) =>
    cause?.exceptions?.map(({ message, type }) => `${type} ${message}`),
  )
  expect(exceptions).toEqual([
    ['Error outer', 'TypeError inner'],
    ['Error outer', 'TypeError inner'],
    ['Error outer', 'TypeError inner'],
  ])
  for (const { cause } of document.subsegments ?? []) {
    expect(cause?.exceptions?.[0]).toMatchObject({ cause: cause?.exceptions?.[1]?.id })
  }
})
