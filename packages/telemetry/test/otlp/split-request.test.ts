import { ProtobufTraceSerializer } from '@opentelemetry/otlp-transformer'
import type { ReadableSpan } from '@opentelemetry/sdk-trace'
import { expect, it } from 'vitest'
import { createSpanEncoder } from '../../src/otlp/encode-spans.ts'
import { splitRequest } from '../../src/otlp/split-request.ts'
import { startTracer } from '../signals/spans/tracer/start-tracer.ts'

function encode(spans: readonly ReadableSpan[]): Uint8Array {
  const encoder = createSpanEncoder()
  encoder.add(spans)
  return new Uint8Array(encoder.take())
}

it('halves a request with several scopes, to single spans in the end', () => {
  const { provider, ended } = startTracer()
  for (const scope of ['one', 'two']) {
    const tracer = provider.getTracer(scope, '1', { schemaUrl: 'https://schema' })
    for (let count = 0; count < 3; count += 1) {
      tracer.startSpan(`${scope} ${count}`, { attributes: { text: 'x'.repeat(200) } }).end()
    }
  }
  const halves = splitRequest(encode(ended))
  expect(halves?.map(({ count }) => count)).toEqual([3, 3])
  const serialized = (spans: ReadableSpan[]) =>
    Buffer.from(ProtobufTraceSerializer.serializeRequest(spans) ?? []).toString('hex')
  expect(halves?.map(({ bytes }) => Buffer.from(bytes).toString('hex'))).toEqual([
    serialized(ended.slice(0, 3)),
    serialized(ended.slice(3)),
  ])
  expect(splitRequest(encode(ended.slice(0, 1)))).toBeUndefined()
})
