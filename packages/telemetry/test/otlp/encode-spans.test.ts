import { ROOT_CONTEXT, type Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api'
import { TraceState } from '@opentelemetry/core'
import { ProtobufTraceSerializer } from '@opentelemetry/otlp-transformer'
import { resourceFromAttributes } from '@opentelemetry/resources'
import {
  InMemorySpanExporter,
  type ReadableSpan,
  SimpleSpanProcessor,
  TracerProvider,
} from '@opentelemetry/sdk-trace'
import { expect, it } from 'vitest'
import { createSpanEncoder } from '../../src/otlp/encode-spans.ts'

const exporter = new InMemorySpanExporter()
const provider = new TracerProvider({
  resource: resourceFromAttributes({ 'service.name': 'spans', 'process.pid': 4711, on: true }),
  spanProcessors: [new SimpleSpanProcessor({ exporter })],
})
const tracer = provider.getTracer('one', '1.2.3')
const remote = {
  traceId: '0af7651916cd43dd8448eb211c80319c',
  spanId: 'b7ad6b7169203331',
  traceFlags: 1,
  isRemote: true,
  traceState: new TraceState('vendor=a,other=b'),
}

/** The spans that a script ends. */
function spansOf(make: (start: typeof tracer.startSpan) => void) {
  exporter.reset()
  make((...startOptions) => tracer.startSpan(...startOptions))
  return exporter.getFinishedSpans()
}

function ended(change: (span: Span) => void) {
  return spansOf((start) => {
    const span = start('GET /x', { kind: SpanKind.SERVER })
    change(span)
    span.end()
  })
}

const cases: Record<string, () => ReturnType<typeof spansOf>> = {
  'a request': () =>
    ended((span) => span.setAttributes({ 'http.route': '/x', 'http.response.status_code': 200 })),
  'a span below another': () =>
    spansOf((start) => {
      const parent = start('parent')
      start('child', {}, trace.setSpan(ROOT_CONTEXT, parent)).end()
      parent.end()
    }),
  'a remote parent with a tracestate': () =>
    spansOf((start) => start('x', {}, trace.setSpanContext(ROOT_CONTEXT, remote)).end()),
  'an exception and a status': () =>
    ended((span) => {
      span.recordException(new RangeError('too far: ü'))
      span.setStatus({ code: SpanStatusCode.ERROR, message: 'too far' })
    }),
  'links with attributes': () =>
    spansOf((start) => start('x', { links: [{ context: remote, attributes: { a: 1 } }] }).end()),
  'texts that are not ASCII, empty, lone surrogates and long ones': () =>
    ended((span) => {
      span.updateName('Größe 🖖')
      const texts = ['', 'ä', '🖖', '\ud800', 'x'.repeat(127), 'x'.repeat(128), 'ß'.repeat(20_000)]
      for (const [index, text] of texts.entries()) span.setAttribute(`text.${index}`, text)
      span.setAttribute('ключ', 'x')
    }),
  'numbers of every size': () =>
    ended((span) => {
      const numbers = [0, -0, 1, -1, 127, 128, 2 ** 31, 2 ** 32, 2 ** 53, -(2 ** 53), 2 ** 63]
      const others = [0.5, -0.5, Number.NaN, Number.POSITIVE_INFINITY, -(2 ** 63), 2 ** 62, 1e300]
      for (const number of [...numbers, ...others]) span.setAttribute(`number.${number}`, number)
    }),
  'lists, objects, bytes, flags and null': () =>
    ended((span) =>
      span.setAttributes({
        list: ['a', 1, null, true],
        object: { a: { b: ['c'] }, d: 1.5 },
        bytes: new Uint8Array([0, 255]),
        flag: false,
        nothing: null,
      } as never),
    ),
  'a scope with only a name, and another scope': () =>
    spansOf((start) => {
      start('a').end()
      provider.getTracer('bare').startSpan('b').end()
      provider.getTracer('one', '1.2.3', { schemaUrl: 'https://schema' }).startSpan('c').end()
      start('d').end()
    }),
  'times that do not fit a double': () =>
    spansOf((start) => {
      start('x', { startTime: [1_795_385_123, 999_999_999] }).end([1_795_385_124, 1])
      start('y', { startTime: [4_294_967_295, 123_456_789] }).end([4_294_967_296, 999_999_999])
    }),
  'more attributes than the limit': () =>
    ended((span) => {
      for (let index = 0; index < 200; index += 1) span.setAttribute(`key.${index}`, index)
    }),
}

function startEncoder() {
  const { add, take } = createSpanEncoder()
  return (spans: readonly ReadableSpan[]) => {
    add(spans)
    return take()
  }
}

it.each(Object.entries(cases))(
  '%s: encodes the same bytes as the SDK, also from the cache',
  (_, make) => {
    const encode = startEncoder()
    const spans = make()
    expect(spans.length).toBeGreaterThan(0)
    const expected = Buffer.from(ProtobufTraceSerializer.serializeRequest(spans) ?? [])
    expect(Buffer.from(encode(spans)).equals(expected)).toBe(true)
    // From the cache.
    expect(Buffer.from(encode(spans)).equals(expected)).toBe(true)
  },
)

it('grows beyond its buffer', () => {
  const encode = startEncoder()
  const large = ended((span) => {
    for (let index = 0; index < 100; index += 1) span.setAttribute(`${index}`, 'x'.repeat(30_000))
  })
  const small = cases['a request']?.() ?? []
  for (const spans of [large, small]) {
    const expected = Buffer.from(ProtobufTraceSerializer.serializeRequest(spans) ?? [])
    expect(Buffer.from(encode(spans)).equals(expected)).toBe(true)
  }
})

it('redacts trace states and scopes, which spans share', () => {
  const { add, take } = createSpanEncoder((text) => text.replaceAll('secret', 'hidden'))
  const traceState = new TraceState('vendor=secret')
  const parent = trace.setSpanContext(ROOT_CONTEXT, { ...remote, traceState })
  const schemaUrl = 'https://secret'
  add(
    spansOf(() =>
      provider.getTracer('a secret', 'secret', { schemaUrl }).startSpan('a', {}, parent).end(),
    ),
  )
  const text = Buffer.from(take()).toString()
  expect(text).toContain('vendor=hidden')
  expect(text).toContain('https://hidden')
  expect(text).not.toContain('secret')
})
