import { type SpanOptions, SpanStatusCode, TraceFlags, type Tracer } from '@opentelemetry/api'
import { ProtobufTraceSerializer } from '@opentelemetry/otlp-transformer'
import type { ReadableSpan } from '@opentelemetry/sdk-trace'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createSpanEncoder } from '../../../../src/otlp/encode-spans.ts'
import { startSdkTracer, startTracer } from './start-tracer.ts'

const remote = { traceId: 'a'.repeat(32), spanId: 'B'.repeat(16), traceFlags: TraceFlags.SAMPLED }

const oddValue = fc.constantFrom(
  null,
  undefined,
  Number.NaN,
  -0,
  2 ** 63,
  -(2 ** 63),
  1n,
  Symbol('s'),
  () => 1,
  new Date(0),
  /x/,
  new Map(),
  new Uint8Array([1, 2]),
  '\ud800\0',
)
const plainValue = fc.oneof(fc.string({ unit: 'binary' }), fc.integer(), fc.double(), fc.boolean())
const value = fc.oneof(
  { depthSize: 'small', withCrossShrink: true },
  plainValue,
  oddValue,
  fc.array(fc.oneof(plainValue, oddValue), { maxLength: 4 }),
  fc.dictionary(fc.string({ maxLength: 3 }), fc.oneof(plainValue, oddValue), { maxKeys: 3 }),
  fc.anything({ maxDepth: 3, withNullPrototype: true }),
)
const key = fc.oneof(
  fc.string({ maxLength: 4 }),
  fc.constantFrom('', 'key', '__proto__', 'toString'),
)
const attributes = fc.oneof(
  fc.dictionary(key, value, { maxKeys: 6 }),
  fc.constantFrom(undefined, null),
)
const second = fc.integer({ min: 0, max: 2 ** 33 })
const time = fc.oneof(
  fc.tuple(second, fc.integer({ min: 0, max: 999_999_999 })),
  second.map((seconds) => new Date(seconds * 1000)),
  fc.integer({ min: 1e12, max: 2e12 }),
  fc.double({ min: 1e12, max: 2e12, noNaN: true }),
  fc.constantFrom(undefined, null, false, 'soon', [1, 2, 3], {}),
)
const link = fc.record({ context: fc.constant(remote), attributes })
const exception = fc.oneof(
  fc.record(
    {
      name: fc.constantFrom('Error', '', undefined),
      code: fc.constantFrom('ECONNRESET', 0, 23, '', undefined),
      message: fc.constantFrom('failed', '', undefined),
      stack: fc.constantFrom('Error\n at x', undefined),
    },
    { requiredKeys: [] },
  ),
  fc.constantFrom('text', '', null, undefined, 42, {}),
)
const status = fc.record({
  code: fc.constantFrom(SpanStatusCode.UNSET, SpanStatusCode.OK, SpanStatusCode.ERROR),
  message: fc.constantFrom('broken', '', undefined, null, 5, {}),
})
const name = fc.string({ unit: 'binary', maxLength: 200 })
const call = fc.oneof(
  fc.tuple(fc.constant('setAttribute'), key, value),
  fc.tuple(fc.constant('setAttributes'), attributes),
  fc.tuple(fc.constant('addEvent'), name, fc.oneof(attributes, time), time),
  fc.tuple(fc.constant('addLink'), link),
  fc.tuple(fc.constant('setStatus'), status),
  fc.tuple(fc.constant('updateName'), name),
  fc.tuple(fc.constant('recordException'), exception, time),
)
const options = fc.record(
  {
    kind: fc.constantFrom(0, 1, 2, 3, 4, undefined, 99),
    attributes,
    links: fc.oneof(fc.array(link, { maxLength: 3 }), fc.constantFrom(undefined, null)),
    startTime: time,
    root: fc.boolean(),
  },
  { requiredKeys: [] },
)
const script = fc.record({ name, options, calls: fc.array(call, { maxLength: 6 }), end: time })
type Script = typeof script extends fc.Arbitrary<infer T> ? T : never

function run(tracer: Tracer, { name, options, calls, end }: Script): void {
  const span = tracer.startSpan(name, options as SpanOptions)
  for (const [method, ...given] of calls) {
    ;(span as unknown as Record<string, (...values: unknown[]) => void>)[method]?.(...given)
  }
  span.end(end as number)
}

/** Both tracers read the clock for times that are not given, at different moments. */
const nowSeconds = Math.floor(Date.now() / 1000) - 10
const withoutNow = (given: readonly [number, number]) =>
  Math.abs(given[0] - nowSeconds) < 600 ? [0, 0] : given

function withKnownTimes(spans: readonly ReadableSpan[]): ReadableSpan[] {
  return spans.map(
    (span) =>
      ({
        ...Object.fromEntries(
          (
            [
              ...['name', 'kind', 'parentSpanContext', 'attributes', 'links', 'status', 'resource'],
              ...['instrumentationScope', 'droppedAttributesCount', 'droppedEventsCount'],
              'droppedLinksCount',
            ] as (keyof ReadableSpan)[]
          ).map((field) => [field, span[field]]),
        ),
        spanContext: () => span.spanContext(),
        startTime: withoutNow(span.startTime),
        endTime: withoutNow(span.endTime),
        events: span.events.map((event) => ({ ...event, time: withoutNow(event.time) })),
      }) as unknown as ReadableSpan,
  )
}

function encode(spans: readonly ReadableSpan[]): string {
  const encoder = createSpanEncoder()
  expect(encoder.add(withKnownTimes(spans))).toBe(spans.length)
  return Buffer.from(encoder.take()).toString('hex')
}

/** The SDK throws for some input, such as an exception without a prototype; our tracer never does. */
function bytesOfSdk(work: () => Uint8Array | undefined): Uint8Array | undefined {
  try {
    return work()
  } catch {
    return undefined
  }
}

const few = {
  OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT: '3',
  OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT: '2',
  OTEL_SPAN_EVENT_COUNT_LIMIT: '2',
  OTEL_SPAN_LINK_COUNT_LIMIT: '1',
  OTEL_EVENT_ATTRIBUTE_COUNT_LIMIT: '1',
  OTEL_LINK_ATTRIBUTE_COUNT_LIMIT: '0',
}

it.each([
  ['default limits', {}],
  ['tight limits', few],
])('generated calls produce the same bytes as the SDK with %s', (_, limits) => {
  fc.assert(
    fc.property(fc.array(script, { minLength: 1, maxLength: 3 }), (scripts) => {
      const ours = startTracer({ limits })
      const sdk = startSdkTracer({ limits })
      for (const each of scripts) run(ours.tracer, each)
      const bytes = encode(ours.ended)
      const expected = bytesOfSdk(() => {
        for (const each of scripts) run(sdk.tracer, each)
        return ProtobufTraceSerializer.serializeRequest(withKnownTimes(sdk.ended))
      })
      if (expected) expect(bytes).toBe(Buffer.from(expected).toString('hex'))
    }),
    { numRuns: 1500, seed: 1 },
  )
})
