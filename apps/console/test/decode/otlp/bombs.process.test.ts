import { describe, expect, test } from 'vitest'
import { decodeJsonLogs } from '../../../src/decode/otlp/json/decode-logs.ts'
import { decodeJsonTraces } from '../../../src/decode/otlp/json/decode-traces.ts'
import { decodeProtobufLogs } from '../../../src/decode/otlp/protobuf/decode-logs.ts'
import { decodeProtobufMetrics } from '../../../src/decode/otlp/protobuf/decode-metrics.ts'
import { decodeProtobufTraces } from '../../../src/decode/otlp/protobuf/decode-traces.ts'
import { cpuMillis } from '../../support/cpu-millis.ts'

const maxBytes = 64 * 1024 * 1024
const maxMillis = 3_000
const maxHeapBytes = 300 * 1024 * 1024

function varint(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...varint(Math.floor(value / 128))]
}

const message = (field: number, content: Buffer) =>
  Buffer.concat([Buffer.from([(field << 3) | 2, ...varint(content.length)]), content])

/** Empty messages of one field, wrapped into messages of these fields. */
function emptyMessages(field: number, ...path: number[]): Buffer {
  const content = Buffer.alloc(maxBytes - 64).fill(Buffer.from([(field << 3) | 2, 0]))
  return path.reduceRight((inner, outer) => message(outer, inner), content)
}

const expectRefused = (decode: () => unknown) => {
  const heapBytes = process.memoryUsage().heapUsed
  let error: unknown
  const millis = cpuMillis(() => {
    try {
      decode()
    } catch (thrown) {
      error = thrown
    }
  })
  expect(process.memoryUsage().heapUsed - heapBytes).toBeLessThan(maxHeapBytes)
  expect(millis).toBeLessThan(maxMillis)
  return error
}

describe('a request of 30 million empty messages is bounded', () => {
  test.each([
    ['spans', decodeProtobufTraces, emptyMessages(2, 1, 2)],
    ['resources of spans', decodeProtobufTraces, emptyMessages(1)],
    ['scopes of spans', decodeProtobufTraces, emptyMessages(2, 1)],
    ['log records', decodeProtobufLogs, emptyMessages(2, 1, 2)],
    ['resources of logs', decodeProtobufLogs, emptyMessages(1)],
  ])('%s', (_, decode, body) =>
    expect(expectRefused(() => decode(body))).toMatchObject({ reason: 'too-large' }),
  )

  test.each([
    ['attributes of a span', decodeProtobufTraces, emptyMessages(9, 1, 2, 2)],
    ['events of a span', decodeProtobufTraces, emptyMessages(11, 1, 2, 2)],
    ['links of a span', decodeProtobufTraces, emptyMessages(13, 1, 2, 2)],
    ['attributes of a resource', decodeProtobufTraces, emptyMessages(1, 1, 1)],
    ['attributes of a record', decodeProtobufLogs, emptyMessages(6, 1, 2, 2)],
    ['metrics', decodeProtobufMetrics, emptyMessages(2, 1, 2)],
    ['data points', decodeProtobufMetrics, emptyMessages(1, 1, 2, 2, 5)],
    ['exemplars', decodeProtobufMetrics, emptyMessages(5, 1, 2, 2, 5, 1)],
    [
      'buckets',
      decodeProtobufMetrics,
      [1, 2, 2, 10, 1, 8, 2].reduceRight(
        (inner, outer) => message(outer, inner),
        Buffer.alloc(maxBytes - 64),
      ),
    ],
  ])('%s', (_, decode, body) => void expectRefused(() => decode(body)))

  test.each([
    ['spans as JSON', decodeJsonTraces, '{"resourceSpans":[{"scopeSpans":[{"spans":['],
    ['resources as JSON', decodeJsonTraces, '{"resourceSpans":['],
    ['log records as JSON', decodeJsonLogs, '{"resourceLogs":[{"scopeLogs":[{"logRecords":['],
    ['unknown fields as JSON', decodeJsonTraces, '{"x":['],
  ])('%s', (_, decode, prefix) => {
    const body = Buffer.alloc(maxBytes, '{},')
    body.write(prefix)
    expect(expectRefused(() => decode(body))).toMatchObject({ reason: 'too-large' })
  })
})
