import { once } from 'node:events'
import { connect } from 'node:net'
import { gzipSync } from 'node:zlib'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto'
import { resourceFromAttributes } from '@opentelemetry/resources'
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { StoreError } from '../../../src/model/store-error.ts'
import {
  type OtlpReceiver,
  startOtlpReceiver,
} from '../../../src/receivers/otlp/start-otlp-receiver.ts'
import { createMemorySink, type MemorySink } from '../../support/memory-sink.ts'
import { decodeProtobuf, encodeProtobuf } from '../../support/otlp-schema.ts'

let sink: MemorySink
let receiver: OtlpReceiver
let failures: unknown[]

beforeEach(async () => {
  sink = createMemorySink()
  failures = []
  receiver = await startOtlpReceiver({
    sink,
    host: '127.0.0.1',
    port: 0,
    onError: (error) => failures.push(error),
  })
})
afterEach(() => receiver.close())

const nowNano = `${Date.now()}000000`
const span = {
  traceId: '1'.repeat(32),
  spanId: '2'.repeat(16),
  name: 'span',
  startTimeUnixNano: nowNano,
  endTimeUnixNano: nowNano,
}
const request = (...spans: object[]) => ({ resourceSpans: [{ scopeSpans: [{ spans }] }] })
const protobuf = { 'content-type': 'application/x-protobuf' }
const json = { 'content-type': 'application/json' }
const gzip = { 'content-encoding': 'gzip' }

async function post(path: string, headers: Record<string, string>, body: string | Buffer) {
  const response = await fetch(`http://127.0.0.1:${receiver.port}${path}`, {
    method: 'POST',
    headers,
    body: typeof body === 'string' ? body : new Uint8Array(body),
  })
  return {
    status: response.status,
    type: response.headers.get('content-type'),
    retryAfter: response.headers.get('retry-after'),
    body: Buffer.from(await response.arrayBuffer()),
  }
}

test('stores the spans of the OpenTelemetry exporter', async () => {
  const exporter = new OTLPTraceExporter({ url: `http://127.0.0.1:${receiver.port}/v1/traces` })
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'home-activities' }),
    spanProcessors: [new BatchSpanProcessor({ exporter })],
  })
  const tracer = provider.getTracer('test', '1.2.3')
  const sent = tracer.startSpan('Show home activities', {
    attributes: { 'app.result_length': 20, ratio: 0.5, flags: [true, false] },
  })
  sent.recordException(new Error('boom'))
  sent.end()
  await provider.forceFlush()
  await provider.shutdown()

  expect(sink.rows.spans).toMatchObject([
    {
      TraceId: sent.spanContext().traceId,
      SpanId: sent.spanContext().spanId,
      SpanName: 'Show home activities',
      SpanKind: 'Internal',
      ServiceName: 'home-activities',
      ScopeName: 'test',
      ScopeVersion: '1.2.3',
      SpanAttributes: { 'app.result_length': '20', ratio: '0.5', flags: '[true,false]' },
      'Events.Name': ['exception'],
    },
  ])
})

test('leaves partial_success unset on full success, in the encoding of the request', async () => {
  const asProtobuf = await post(
    '/v1/traces',
    protobuf,
    encodeProtobuf('TracesRequest', request(span)),
  )
  expect(asProtobuf).toMatchObject({ status: 200, type: 'application/x-protobuf' })
  expect(asProtobuf.body).toHaveLength(0)
  const asJson = await post('/v1/traces', json, JSON.stringify(request(span)))
  expect(asJson).toMatchObject({ status: 200, type: 'application/json' })
  expect(asJson.body.toString()).toBe('{}')
  expect(sink.rows.spans).toHaveLength(2)
})

test('reports rejected spans as a partial success', async () => {
  const body = request(span, { ...span, traceId: '' })
  const asJson = await post('/v1/traces', json, JSON.stringify(body))
  expect(JSON.parse(asJson.body.toString())).toEqual({
    partialSuccess: {
      rejectedSpans: '1',
      errorMessage: 'traceId is not 16 bytes or is all zero (1 span)',
    },
  })
  const asProtobuf = await post('/v1/traces', protobuf, encodeProtobuf('TracesRequest', body))
  expect(decodeProtobuf('ExportResponse', asProtobuf.body)).toEqual({
    partialSuccess: {
      rejected: '1',
      errorMessage: 'traceId is not 16 bytes or is all zero (1 span)',
    },
  })
  expect(await receiver.counters()).toMatchObject({
    received: 4,
    stored: 2,
    rejected: 2,
    dropped: 0,
  })
})

test('accepts gzip', async () => {
  const body = gzipSync(encodeProtobuf('TracesRequest', request(span)))
  expect(await post('/v1/traces', { ...protobuf, ...gzip }, body)).toMatchObject({ status: 200 })
  expect(sink.rows.spans).toHaveLength(1)
})

test('stores log records', async () => {
  const body = { resourceLogs: [{ scopeLogs: [{ logRecords: [{ timeUnixNano: '1' }] }] }] }
  expect(await post('/v1/logs', json, JSON.stringify(body))).toMatchObject({ status: 200 })
  expect(sink.rows.logs).toHaveLength(1)
})

test('stores data points of metrics and rejects invalid ones with a reason', async () => {
  const body = {
    resourceMetrics: [
      {
        scopeMetrics: [
          { metrics: [{ name: 'm', gauge: { dataPoints: [{ asInt: '7' }, { asInt: 'x' }] } }] },
        ],
      },
    ],
  }
  const response = await post('/v1/metrics', json, JSON.stringify(body))
  expect(response.status).toBe(200)
  expect(JSON.parse(response.body.toString())).toEqual({
    partialSuccess: {
      rejectedDataPoints: '1',
      errorMessage: 'asInt must be a 64-bit integer (got "x") (1 data point)',
    },
  })
  expect(sink.rows.gauges).toMatchObject([{ MetricName: 'm', Value: 7 }])
})

test('responds to a malformed body with a 400 google.rpc.Status, which exporters do not retry', async () => {
  const response = await post('/v1/traces', protobuf, Buffer.from('nonsense'))
  expect(response).toMatchObject({ status: 400, type: 'application/x-protobuf', retryAfter: null })
  expect(decodeProtobuf('RpcStatus', response.body)).toEqual({
    code: 3,
    message: expect.stringContaining('The body is not the protobuf message of this path'),
  })
  const notGzip = await post('/v1/traces', { ...json, ...gzip }, 'nonsense')
  expect(JSON.parse(notGzip.body.toString())).toEqual({
    code: 3,
    message: 'The body is not gzip',
  })
})

test('responds to other media types and encodings with 415', async () => {
  expect(await post('/v1/traces', { 'content-type': 'text/plain' }, 'x')).toMatchObject({
    status: 415,
    type: 'application/json',
  })
  expect(await post('/v1/traces', { ...json, 'content-encoding': 'br' }, 'x')).toMatchObject({
    status: 415,
  })
  const { status, body } = await post('/v1/traces', {}, 'x')
  expect([status, body.toString()]).toEqual([415, expect.stringContaining('application/json')])
})

test('responds to a body above 64 MiB, also after decompression, with 413', async () => {
  const bomb = gzipSync(Buffer.alloc(65 * 1024 * 1024))
  expect(bomb.length).toBeLessThan(100_000)
  expect(await post('/v1/traces', { ...protobuf, ...gzip }, bomb)).toMatchObject({ status: 413 })

  const socket = connect(receiver.port, '127.0.0.1')
  socket.write(
    'POST /v1/traces HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 70000000\r\n\r\n',
  )
  const [head] = (await once(socket, 'data')) as [Buffer]
  expect(head.toString()).toContain('413')
  socket.destroy()
})

test('refuses bodies above the total limit and accepts them later', async () => {
  await receiver.close()
  receiver = await startOtlpReceiver({
    ...{ sink, host: '127.0.0.1', port: 0, maxBytesUnderWay: 100_000 },
    onError: (error) => failures.push(error),
  })
  const pending = connect(receiver.port, '127.0.0.1')
  pending.write(
    `POST /v1/traces HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 90001\r\n\r\n${' '.repeat(90_000)}`,
  )
  const large = JSON.stringify(request({ ...span, name: 'x'.repeat(90_000) }))
  await vi.waitFor(async () => {
    const response = await post('/v1/traces', json, large)
    expect(response).toMatchObject({ status: 503, retryAfter: '1' })
  }, 20_000)
  pending.destroy()
  await vi.waitFor(
    async () => expect((await post('/v1/traces', json, large)).status).toBe(200),
    20_000,
  )
  expect(failures).toEqual([])
})

test('closes the connection of a client that never finishes its request', async () => {
  await receiver.close()
  receiver = await startOtlpReceiver({
    ...{ sink, host: '127.0.0.1', port: 0, requestTimeoutMillis: 100 },
    onError: (error) => failures.push(error),
  })
  for (const start of [
    'POST /v1/tra',
    'POST /v1/traces HTTP/1.1\r\nHost: localhost\r\nX-A: b\r\n',
  ]) {
    const socket = connect(receiver.port, '127.0.0.1').on('error', () => {})
    socket.write(start)
    await once(socket.resume(), 'close')
  }
})

test('responds with 503 and Retry-After when the store is overloaded, and counts nothing as stored', async () => {
  sink.behave('overload')
  const response = await post('/v1/traces', json, JSON.stringify(request(span)))
  expect(response).toMatchObject({ status: 503, retryAfter: '1' })
  expect(await receiver.counters()).toMatchObject({ stored: 0, dropped: 1 })
})

test('counts records in flight as neither stored nor dropped', async () => {
  await receiver.close()
  const written = Promise.withResolvers<void>()
  receiver = await startOtlpReceiver({
    ...{ sink: { insert: () => written.promise }, host: '127.0.0.1', port: 0 },
    onError: (error) => failures.push(error),
  })
  const response = post('/v1/traces', json, JSON.stringify(request(span)))
  const counters = () => receiver.counters()
  await vi.waitFor(async () => expect((await counters()).received).toBe(1), 20_000)
  expect(await counters()).toMatchObject({ received: 1, stored: 0, rejected: 0, dropped: 0 })
  written.resolve()
  expect((await response).status).toBe(200)
  expect(await counters()).toMatchObject({ received: 1, stored: 1, rejected: 0, dropped: 0 })
})

test('responds to refused rows with 400, and to unexpected errors with 500 without details', async () => {
  sink.behave(new StoreError('CON_STORE_ROWS_REFUSED', 'The engine rejects the rows'))
  expect(await post('/v1/traces', json, JSON.stringify(request(span)))).toMatchObject({
    status: 400,
  })
  sink.behave(new Error('SELECT secret'))
  const response = await post('/v1/traces', json, JSON.stringify(request(span)))
  expect(response.status).toBe(500)
  expect(response.body.toString()).not.toContain('secret')
  expect(failures).toHaveLength(1)
})

test("accepts Honeycomb's headers and responds to its key check", async () => {
  const honeycomb = { 'x-honeycomb-team': 'very-secret-key', 'x-honeycomb-dataset': 'cruddur' }
  await post('/v1/traces', { ...json, ...honeycomb }, JSON.stringify(request(span)))
  expect(JSON.stringify(sink.rows)).not.toContain('very-secret-key')

  const url = `http://127.0.0.1:${receiver.port}/1/auth`
  expect((await fetch(url, { headers: honeycomb })).status).toBe(200)
  expect((await fetch(url)).status).toBe(401)
})

test('responds to an unknown path with a 404 status', async () => {
  const response = await post('/v1/profiles', json, '{}')
  expect(response.status).toBe(404)
  expect(JSON.parse(response.body.toString())).toMatchObject({ code: 5 })
})
