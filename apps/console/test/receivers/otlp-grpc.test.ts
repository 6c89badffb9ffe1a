import { gzipSync } from 'node:zlib'
import { Client, credentials, type ServiceError, status } from '@grpc/grpc-js'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { GrpcReceiver } from '../../src/receivers/otlp/start-grpc-receiver.ts'
import {
  type OtlpReceiver,
  startOtlpReceiver,
} from '../../src/receivers/otlp/start-otlp-receiver.ts'
import { createMemorySink, type MemorySink } from '../support/memory-sink.ts'
import { decodeProtobuf, encodeProtobuf } from '../support/otlp-schema.ts'

let sink: MemorySink
let receiver: OtlpReceiver
let grpc: GrpcReceiver
let client: Client

beforeEach(async () => {
  sink = createMemorySink()
  receiver = await startOtlpReceiver({
    ...{ sink, host: '127.0.0.1', port: 0 },
    onError: (error) => expect.fail(String(error)),
  })
  grpc = await receiver.startGrpc({
    ...{ host: '127.0.0.1', port: 0 },
    isAllowedHost: (authority) => authority.startsWith('127.0.0.1'),
  })
  client = new Client(`127.0.0.1:${grpc.port}`, credentials.createInsecure(), {
    // Compresses messages with gzip.
    'grpc.default_compression_algorithm': 2,
  })
})
afterEach(async () => {
  client.close()
  await grpc.close()
  await receiver.close()
})

const nowNano = `${Date.now()}000000`
const span = { traceId: '1'.repeat(32), spanId: '2'.repeat(16), startTimeUnixNano: nowNano }
const traces = (...spans: object[]) =>
  encodeProtobuf('TracesRequest', { resourceSpans: [{ scopeSpans: [{ spans }] }] })
const path = (signal: string, service: string) =>
  `/opentelemetry.proto.collector.${signal}.v1.${service}/Export`
const identity = (message: Buffer) => message

function call(target: string, body: Buffer, by = client): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    by.makeUnaryRequest(target, identity, identity, body, (error, response) =>
      error ? reject(error) : resolve(response ?? Buffer.alloc(0)),
    )
  })
}

const exportTraces = (body: Buffer, by = client) => call(path('trace', 'TraceService'), body, by)
const refusal = (error: ServiceError) => error

test('stores spans, log records and metrics', async () => {
  expect(await exportTraces(traces(span))).toHaveLength(0)
  const logs = {
    resourceLogs: [{ scopeLogs: [{ logRecords: [{ body: { stringValue: 'line' } }] }] }],
  }
  await call(path('logs', 'LogsService'), encodeProtobuf('LogsRequest', logs))
  expect(sink.rows.spans).toHaveLength(1)
  expect(sink.rows.logs).toMatchObject([{ Body: 'line' }])
  expect(await call(path('metrics', 'MetricsService'), Buffer.alloc(0))).toHaveLength(0)
  expect(await receiver.counters()).toMatchObject({ received: 2, stored: 2 })
})

test('reports rejected spans as a partial success', async () => {
  const response = await exportTraces(traces(span, { ...span, traceId: '' }))
  expect(decodeProtobuf('ExportResponse', response)).toMatchObject({
    partialSuccess: { rejected: '1' },
  })
})

test('responds to overload with UNAVAILABLE and RetryInfo', async () => {
  sink.behave('overload')
  const error = await exportTraces(traces(span)).catch(refusal)
  const { code, metadata } = error as ServiceError
  expect(code).toBe(status.UNAVAILABLE)
  expect(String(metadata.get('grpc-status-details-bin')[0])).toContain('google.rpc.RetryInfo')
})

test('refuses malformed bytes, unknown methods and other hosts', async () => {
  const bytes = await exportTraces(gzipSync('no message')).catch(refusal)
  expect(bytes).toMatchObject({ code: status.INVALID_ARGUMENT })
  const method = await call('/grpc.reflection.v1.ServerReflection/Info', Buffer.alloc(0)).catch(
    refusal,
  )
  expect(method).toMatchObject({ code: status.UNIMPLEMENTED })
  const stranger = new Client(`127.0.0.1:${grpc.port}`, credentials.createInsecure(), {
    'grpc.default_authority': 'evil.test',
  })
  const host = await exportTraces(traces(span), stranger).catch(refusal)
  stranger.close()
  expect(host).toMatchObject({
    code: status.PERMISSION_DENIED,
    details: expect.stringContaining('CONSOLE_ALLOWED_HOSTS'),
  })
  expect(sink.rows.spans).toEqual([])
})
