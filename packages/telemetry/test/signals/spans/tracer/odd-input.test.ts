import { type Context, type DiagLogger, diag, type Tracer, trace } from '@opentelemetry/api'
import type { ReadableSpan, SpanProcessor } from '@opentelemetry/sdk-trace'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createSpanEncoder } from '../../../../src/otlp/encode-spans.ts'
import { startTracer } from './start-tracer.ts'

type Any = never
const start = new Date(1_700_000_000_000)
const uuid = '550e8400-e29b-41d4-a716-446655440000'
const xrayId = '1-5759e988-bd862e3fe1be46a994272793'
const spanId = 'b'.repeat(16)
const nested = (levels: number): unknown => (levels === 0 ? 1 : { inner: nested(levels - 1) })
const linkTo = (traceId: unknown, id: unknown = spanId) =>
  ({ context: { traceId, spanId: id, traceFlags: 1 } }) as Any

let warnings: string[]
beforeEach(() => {
  warnings = []
  const warn = (message: string) => void warnings.push(message)
  diag.setLogger({ warn, error: warn, info() {}, debug() {}, verbose() {} } as DiagLogger)
})
afterEach(() => diag.disable())

const on = (work: (span: ReturnType<Tracer['startSpan']>) => void) => (tracer: Tracer) => {
  const span = tracer.startSpan('odd', { startTime: start })
  work(span)
  span.end(start)
}

/** Input that the SDK records differently, rejects with an exception, or cannot encode. */
const differences: Record<string, readonly [(tracer: Tracer) => void, Partial<ReadableSpan>]> = {
  'a link without a context': [on((span) => span.addLink({} as Any)), { links: [] }],
  'a link to a UUID': [on((span) => span.addLink(linkTo(uuid))), { droppedLinksCount: 1 }],
  'a link to an X-Ray ID': [on((span) => span.addLink(linkTo(xrayId))), { droppedLinksCount: 1 }],
  'a link to odd digits': [on((span) => span.addLink(linkTo('abc', 'd'))), { links: [] }],
  'a link to no hexadecimal digits': [
    on((span) => span.addLink(linkTo('z'.repeat(32)))),
    { droppedLinksCount: 1 },
  ],
  'no link at all': [on((span) => span.addLink(undefined as Any)), { droppedLinksCount: 1 }],
  'links that are not a list': [on((span) => span.addLinks(5 as Any)), { links: [] }],
  'a start with such links': [
    (tracer) => tracer.startSpan('odd', { links: [linkTo(uuid), {} as Any] }).end(),
    { links: [], droppedLinksCount: 2 },
  ],
  'an exception without anything': [
    on((span) => span.recordException(null as Any)),
    { events: [] },
  ],
  'an exception with a getter that throws': [
    on((span) =>
      span.recordException({
        get message(): string {
          throw new Error('getter')
        },
      } as Any),
    ),
    { events: [] },
  ],
  'a link with trace flags that are not a number': [
    on((span) =>
      span.addLink({ context: { traceId: 'a'.repeat(32), spanId, traceFlags: 1n } } as Any),
    ),
    { links: [{ context: { traceId: 'a'.repeat(32), spanId, traceFlags: 0 } }] },
  ],
  'a status code that is not an integer': [
    on((span) => span.setStatus({ code: Number.POSITIVE_INFINITY } as Any)),
    { status: { code: 0 } },
  ],
  'a kind that is not an integer': [
    (tracer) => tracer.startSpan('odd', { kind: Number.POSITIVE_INFINITY } as Any).end(),
    { kind: 0 },
  ],
  'a key that is a symbol': [
    on((span) => span.setAttribute(Symbol('key') as Any, 1)),
    { attributes: {} },
  ],
  'a new name that is a number': [on((span) => span.updateName(42 as Any)), { name: '42' }],
  'a new name that is undefined': [
    on((span) => span.updateName(undefined as Any)),
    { name: 'odd' },
  ],
  'a span without a name': [
    (tracer) => tracer.startSpan(undefined as Any).end(),
    { name: 'unknown' },
  ],
  'an attribute with a getter that throws': [
    on((span) =>
      span.setAttributes({
        good: 1,
        get bad(): string {
          throw new Error('getter')
        },
      }),
    ),
    { attributes: { good: 1 } },
  ],
  'an attribute without a key': [on((span) => span.setAttribute(undefined as Any, 1)), {}],
  'an attribute nested 5,000 levels deep': [
    on((span) => span.setAttributes({ good: 1, deep: nested(5000) as Any })),
    { attributes: { good: 1 } },
  ],
  'a status message that is not a string': [
    on((span) => span.setStatus({ code: 2, message: {} as Any })),
    { status: { code: 2 } },
  ],
}

it.each(Object.entries(differences))(
  '%s: no exception, one diagnostic, and the span is recorded',
  (_, [script, expected]) => {
    const { tracer, ended } = startTracer()
    tracer.startSpan('before', { startTime: start }).end(start)
    script(tracer)
    tracer.startSpan('after', { startTime: start }).end(start)
    expect(ended).toHaveLength(3)
    for (const [field, value] of Object.entries(expected))
      expect(ended[1]?.[field as keyof ReadableSpan]).toEqual(value)
    expect(warnings).toHaveLength(1)
    expect(createSpanEncoder().add(ended)).toBe(3)
    script(tracer)
    expect(warnings).toHaveLength(1)
  },
)

it.each([
  ['microseconds', Date.now() * 1000],
  ['text', '2026-01-01'],
  ['a negative time', [-1, 0]],
  ['an invalid date', new Date(Number.NaN)],
  ['a time beyond 2554', new Date(8.64e15)],
  ['false', false],
])('%s as a time: the current time and one diagnostic', (_, time) => {
  const { tracer, ended } = startTracer()
  const span = tracer.startSpan('odd', { startTime: time as Any })
  span.addEvent('event', time as Any, time as Any)
  span.end(time as Any)
  const now = Date.now() / 1000
  for (const [seconds] of [ended[0]?.startTime ?? [], ended[0]?.endTime ?? []])
    expect(Math.abs((seconds ?? 0) - now)).toBeLessThan(60)
  expect(warnings).toHaveLength(1)
})

it('a tracer without a name or with a version that is a number records spans', () => {
  const { provider, ended } = startTracer()
  provider
    .getTracer(undefined as Any)
    .startSpan('a')
    .end()
  provider
    .getTracer('b', 1 as Any, null as Any)
    .startSpan('b')
    .end()
  expect(ended.map(({ instrumentationScope }) => instrumentationScope)).toEqual([
    { name: '' },
    { name: 'b', version: '1' },
  ])
  expect(warnings).toHaveLength(1)
  expect(createSpanEncoder().add(ended)).toBe(2)
})

it('null for options and context is the same as nothing', () => {
  const { tracer, ended } = startTracer()
  tracer.startSpan('a', null as Any, null as Any).end(null as Any)
  tracer.startActiveSpan('b', null as Any, null as Any, (span) => span.end())
  expect((tracer.startActiveSpan as (name: string) => unknown)('c')).toBeUndefined()
  expect(ended.map(({ name }) => name)).toEqual(['a', 'b'])
  expect(warnings).toEqual([])
})

it('a sampler that throws costs the span, not the request', () => {
  const { tracer } = startTracer({
    sampler: {
      shouldSample: () => {
        throw new Error('sampler')
      },
    },
  })
  expect(tracer.startSpan('a').isRecording()).toBe(false)
  expect(warnings).toHaveLength(1)
})

it('a processor that throws affects neither the application nor the next processor', () => {
  const thrower = () => {
    throw new Error('processor')
  }
  const broken = { onStart: thrower, onEnding: thrower, onEnd: thrower } as unknown
  const { tracer, ended } = startTracer({ before: [broken as SpanProcessor] })
  tracer.startSpan('a').end()
  tracer.startSpan('b').end()
  expect(ended).toHaveLength(2)
  expect(warnings).toHaveLength(3)
})

it('onEnding runs before the span ends and may still change it', () => {
  const seen: boolean[] = []
  const ending = {
    onStart() {},
    onEnding(span: ReadableSpan & { setAttribute(key: string, value: string): void }) {
      seen.push(span.ended)
      span.setAttribute('added', 'late')
    },
    onEnd() {},
  } as unknown as SpanProcessor
  const { tracer, ended } = startTracer({ before: [ending] })
  tracer.startSpan('a').end()
  expect(seen).toEqual([false])
  expect(ended[0]?.attributes).toEqual({ added: 'late' })
})

it('forceFlush and shutdown reach every processor and never reject', async () => {
  const calls: string[] = []
  const failing = {
    onStart(_: unknown, __: Context) {},
    onEnd() {},
    forceFlush: () => Promise.reject(new Error('flush')),
    shutdown: () => {
      calls.push('shutdown')
      throw new Error('shutdown')
    },
  }
  const { provider } = startTracer({ before: [failing] })
  trace.setGlobalTracerProvider(provider)
  const delegate = (
    trace.getTracerProvider() as unknown as { getDelegate(): typeof provider }
  ).getDelegate()
  await delegate.forceFlush()
  await delegate.shutdown()
  trace.disable()
  expect(calls).toEqual(['shutdown'])
})
