import type { Span, SpanOptions, Tracer } from '@opentelemetry/api'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createSpanEncoder } from '../../../../src/otlp/encode-spans.ts'
import { startTracer } from './start-tracer.ts'

type Any = never

const throws = (): never => {
  throw new Error('unreadable')
}
const values: readonly unknown[] = [
  ...[null, undefined, true, '', 'x', 0, -0, -1, 1e21, 2 ** 53, 1n, Symbol('a'), () => 1],
  ...[Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  ...[[], {}, [[]], [0, 0], [1, 1e9], [-1, 5], [1.5, 2.5], ['1', '2'], [1, 2, 3], /x/],
  ...[new Date(Number.NaN), new Date(-1), new Date(8.64e15), new Map([[1, 2]]), new Set([1])],
  ...[new Uint8Array(3), new Float64Array([1.5]), Buffer.from('a'), new Error('e')],
  ...[Object.create(null), Object.create({ inherited: 1 }), Object('boxed'), Object(5)],
  ...[new Proxy({ a: 1 }, {}), new Proxy([], {}), new Proxy({}, { ownKeys: throws })],
  ...[new Proxy({ x: 1 }, { get: throws }), Object.defineProperty({}, 'a', { get: throws })],
  Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`k${index}`, index])),
]
const any = fc.constantFrom(...values)
const attributes = fc.oneof(any, fc.dictionary(fc.string({ maxLength: 3 }), any, { maxKeys: 8 }))
const ids = {
  traceId: fc.constantFrom('a'.repeat(32), '0'.repeat(32), 'x', '', null, 5),
  spanId: fc.constantFrom('b'.repeat(16), '', null),
}
const link = fc.oneof(
  any,
  fc.record({
    context: fc.oneof(any, fc.record({ ...ids, traceFlags: any, traceState: any })),
    attributes,
  }),
)
const links = fc.oneof(any, fc.array(link, { maxLength: 3 }))
const key = fc.oneof(any, fc.constantFrom('', '__proto__', 'constructor', 'a'))
const exception = fc.record({ name: any, message: any, stack: any, code: any })
const call = fc.oneof(
  fc.tuple(fc.constant('setAttribute'), key, any),
  fc.tuple(fc.constant('setAttributes'), attributes),
  fc.tuple(fc.constant('addEvent'), any, attributes, any),
  fc.tuple(fc.constant('addLink'), link),
  fc.tuple(fc.constant('addLinks'), links),
  fc.tuple(fc.constant('setStatus'), fc.oneof(any, fc.record({ code: any, message: any }))),
  fc.tuple(fc.constant('updateName'), any),
  fc.tuple(fc.constant('recordException'), fc.oneof(any, exception), any),
  fc.tuple(fc.constant('end'), any),
)
const options = fc.oneof(
  any,
  fc.record({ kind: any, attributes, links, startTime: any, root: any }, { requiredKeys: [] }),
)
const script = fc.record({ name: any, options, calls: fc.array(call, { maxLength: 8 }), end: any })

function run(tracer: Tracer, { name, options, calls, end }: ReturnType<typeof scripts>[number]) {
  const span: Span = tracer.startSpan(name as Any, options as SpanOptions)
  for (const [method, ...given] of calls) {
    ;(span as unknown as Record<string, (...values: unknown[]) => void>)[method]?.(...given)
  }
  span.end(end as Any)
}

/** A sample, because a report of a failed property would read the values that throw. */
const scripts = () => fc.sample(script, { numRuns: 1000, seed: 3 })

it.each([
  ['default limits', {}],
  ['a limit of 0', { OTEL_SPAN_EVENT_COUNT_LIMIT: '0', OTEL_SPAN_LINK_COUNT_LIMIT: '0' }],
  ['few attributes', { OTEL_ATTRIBUTE_COUNT_LIMIT: '2', OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT: '1' }],
])('calls with any values never throw, and every span can be encoded, with %s', (_, limits) => {
  for (const each of scripts()) {
    const { tracer, ended } = startTracer({ limits })
    run(tracer, each)
    const invalid: unknown[] = []
    expect(createSpanEncoder().add(ended, (error) => invalid.push(error))).toBe(1)
    expect(invalid).toEqual([])
  }
})
