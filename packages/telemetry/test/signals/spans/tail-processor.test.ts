import { ROOT_CONTEXT, SpanStatusCode, TraceFlags, trace } from '@opentelemetry/api'
import { defaultResource } from '@opentelemetry/resources'
import type { ReadableSpan } from '@opentelemetry/sdk-trace'
import { afterEach, expect, it, vi } from 'vitest'
import { loadConfig } from '../../../src/load-config.ts'
import { createSampler } from '../../../src/signals/spans/sampler.ts'
import { createTailProcessor } from '../../../src/signals/spans/tail-processor.ts'
import { createTracerProvider } from '../../../src/signals/spans/tracer/create-tracer-provider.ts'
import { createSeededIds } from '../../support/seeded-ids.ts'

afterEach(() => vi.useRealTimers())

function start(environment: Record<string, string> = {}) {
  const { spans: config } = loadConfig({
    TELEMETRY_KEEP: 'errors,slow',
    OTEL_TRACES_SAMPLER: 'parentbased_traceidratio',
    OTEL_TRACES_SAMPLER_ARG: '0.1',
    ...environment,
  })
  if (!config.keep) throw new Error('TELEMETRY_KEEP is not set')
  const exported: ReadableSpan[] = []
  const done = () => Promise.resolve()
  const processor = createTailProcessor({
    ...{ keep: config.keep, queue: (span) => exported.push(span), flush: done, shutdown: done },
    now: () => Date.now(),
  })
  const provider = createTracerProvider({
    resource: defaultResource(),
    sampler: createSampler(config.sampler, true),
    limits: config.limits,
    idGenerator: createSeededIds(),
    spanProcessors: [processor],
  })
  const tracer = provider.getTracer('test')
  /** A request with one child. */
  const request = (durationMillis = 1, failed = false) => {
    const at = Date.now()
    const root = tracer.startSpan('root', { startTime: at }, ROOT_CONTEXT)
    const child = tracer.startSpan('child', { startTime: at }, trace.setSpan(ROOT_CONTEXT, root))
    if (failed) child.setStatus({ code: SpanStatusCode.ERROR })
    child.end(at + durationMillis)
    root.end(at + durationMillis)
    return root.spanContext().traceId
  }
  return { processor, tracer, exported, request }
}

const weight = ({ attributes }: ReadableSpan) => Number(attributes.SampleRate ?? 1)

it('exports every error and slow request with weight 1, and the others by rate: sums stay correct', () => {
  const { exported, request, processor } = start()
  const total = 100_000
  const errors = new Set<string>()
  const slow = new Set<string>()
  let slowMillis = 0
  for (let count = 0; count < total; count += 1) {
    if (count % 97 === 0) errors.add(request(1, true))
    else if (count % 101 === 0) {
      slowMillis += 1
      slow.add(request(1000 + (slowMillis % 500)))
    } else request(1)
  }
  const roots = exported.filter(({ name }) => name === 'root')
  const children = exported.filter(({ name }) => name === 'child')
  const sum = (spans: readonly ReadableSpan[]) => spans.reduce((all, span) => all + weight(span), 0)
  expect(sum(roots) / total).toBeGreaterThan(0.97)
  expect(sum(roots) / total).toBeLessThan(1.03)
  expect(sum(children)).toBe(sum(roots))
  const of = (ids: ReadonlySet<string>) =>
    roots.filter((span) => ids.has(span.spanContext().traceId))
  expect(of(errors)).toHaveLength(errors.size)
  expect(of(slow)).toHaveLength(slow.size)
  expect(of(errors).every((span) => weight(span) === 1)).toBe(true)
  expect(roots.length).toBeLessThan(0.13 * total)
  expect(processor.buffered).toEqual({ spans: 0, bytes: 0 })
})

it('spans that end after their local root follow its decision', () => {
  const { exported, tracer } = start({ OTEL_TRACES_SAMPLER: 'always_off' })
  const root = tracer.startSpan('root', {}, ROOT_CONTEXT)
  const late = tracer.startSpan('late', {}, trace.setSpan(ROOT_CONTEXT, root))
  root.setStatus({ code: SpanStatusCode.ERROR })
  root.end()
  late.end()
  expect(exported.map(({ name }) => name)).toEqual(['root', 'late'])
})

it('an unsampled remote parent does not prevent keeping an error', () => {
  const { exported, tracer } = start()
  const parent = { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), traceFlags: TraceFlags.NONE }
  const remote = trace.setSpanContext(ROOT_CONTEXT, { ...parent, isRemote: true })
  tracer.startSpan('fine', {}, remote).end()
  const failed = tracer.startSpan('failed', {}, remote)
  failed.setStatus({ code: SpanStatusCode.ERROR })
  failed.end()
  expect(exported.map(({ name }) => name)).toEqual(['failed'])
})

it('a full buffer falls back to the head decision of the oldest local root', () => {
  const { exported, tracer, processor } = start({
    OTEL_TRACES_SAMPLER: 'always_on',
    TELEMETRY_KEEP_MAX_SPANS: '10',
  })
  const root = tracer.startSpan('root', {}, ROOT_CONTEXT)
  const within = trace.setSpan(ROOT_CONTEXT, root)
  for (let count = 0; count < 50; count += 1) tracer.startSpan('child', {}, within).end()
  expect(processor.buffered.spans).toBeLessThanOrEqual(10)
  expect(exported.length).toBeGreaterThanOrEqual(11)
  root.end()
  expect(exported).toHaveLength(51)
})

it('a full buffer leaves open local roots without buffered spans undecided', () => {
  const { processor, tracer, exported } = start({
    TELEMETRY_KEEP_MAX_SPANS: '100',
    OTEL_TRACES_SAMPLER_ARG: '0',
  })
  const idle = Array.from({ length: 50 }, () => tracer.startSpan('stream', {}, ROOT_CONTEXT))
  for (let index = 0; index < 500; index += 1) {
    const root = trace.setSpan(ROOT_CONTEXT, tracer.startSpan('root', {}, ROOT_CONTEXT))
    tracer.startSpan('child', {}, root).end()
    expect(processor.buffered.spans).toBeLessThanOrEqual(100)
  }
  for (const span of idle) span.setStatus({ code: SpanStatusCode.ERROR }).end()
  expect(exported.map(({ name }) => name)).toEqual(idle.map(() => 'stream'))
  processor.drain()
})

it('a root span that takes too long falls back to the head decision', () => {
  vi.useFakeTimers()
  const { exported, tracer, processor } = start({
    OTEL_TRACES_SAMPLER: 'always_on',
    TELEMETRY_KEEP_MAX_MILLIS: '5000',
  })
  const root = tracer.startSpan('root', {}, ROOT_CONTEXT)
  tracer.startSpan('child', {}, trace.setSpan(ROOT_CONTEXT, root)).end()
  vi.advanceTimersByTime(4000)
  expect(exported).toEqual([])
  vi.advanceTimersByTime(3000)
  expect(exported.map(({ name }) => name)).toEqual(['child'])
  expect(processor.buffered.spans).toBe(0)
  root.end()
})

it('a shutdown decides for requests in progress', async () => {
  const { exported, tracer, processor } = start({ OTEL_TRACES_SAMPLER: 'always_off' })
  const root = tracer.startSpan('root', {}, ROOT_CONTEXT)
  const child = tracer.startSpan('child', {}, trace.setSpan(ROOT_CONTEXT, root))
  child.setStatus({ code: SpanStatusCode.ERROR })
  child.end()
  await processor.shutdown()
  expect(exported.map(({ name }) => name)).toEqual(['child'])
})
