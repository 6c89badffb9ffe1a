import {
  type Attributes,
  context,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  TraceFlags,
  type Tracer,
  trace,
} from '@opentelemetry/api'
import { suppressTracing, TraceState } from '@opentelemetry/core'
import { AlwaysOffSampler, type ReadableSpan, SamplingDecision } from '@opentelemetry/sdk-trace'
import { expect, it } from 'vitest'
import { createSpanEncoder } from '../../../../src/otlp/encode-spans.ts'
import { type StartTracerOptions, startSdkTracer, startTracer } from './start-tracer.ts'

const start = new Date(1_700_000_000_000)
const end = new Date(1_700_000_000_250)
const remote = {
  traceId: 'a'.repeat(32),
  spanId: 'b'.repeat(16),
  traceFlags: TraceFlags.SAMPLED,
  isRemote: true,
  traceState: new TraceState('vendor=1'),
}
const values = {
  text: 'äöü',
  whole: 7,
  half: 0.5,
  yes: true,
  list: ['a', 'b'],
  mixed: ['a', 1, null],
  map: { inner: { deep: 1 } },
  bytes: new Uint8Array([1, 2]),
  nothing: null,
  absent: undefined,
  when: new Date(0),
  call: () => 1,
} as unknown as Attributes

/** Calls of a tracer; all times are given. */
const scripts: Record<string, (tracer: Tracer) => void> = {
  'a root': (tracer) => tracer.startSpan('root', { startTime: start }).end(end),
  'kinds and attributes of all types': (tracer) => {
    for (const kind of [SpanKind.SERVER, SpanKind.CLIENT, SpanKind.PRODUCER]) {
      const span = tracer.startSpan('typed', { kind, attributes: values, startTime: start })
      span.setAttributes({ more: 1, text: 'again' }).setAttribute('late', values.list)
      span.end(end)
    }
  },
  'a parent, near and far': (tracer) => {
    const far = trace.setSpanContext(ROOT_CONTEXT, remote)
    const parent = tracer.startSpan('parent', { startTime: start }, far)
    const near = trace.setSpan(ROOT_CONTEXT, parent)
    tracer.startSpan('child', { startTime: start }, near).end(end)
    tracer.startSpan('new root', { startTime: start, root: true }, near).end(end)
    parent.end(end)
  },
  'an invalid parent': (tracer) => {
    const broken = { ...remote, spanId: '0'.repeat(16) }
    tracer
      .startSpan('orphan', { startTime: start }, trace.setSpanContext(ROOT_CONTEXT, broken))
      .end(end)
  },
  'events and exceptions': (tracer) => {
    const span = tracer.startSpan('eventful', { startTime: start })
    span.addEvent('timed', start).addEvent('event', { size: 1, list: ['x'] }, end)
    span.addEvent('both', end, start).addEvent('typed', values, end)
    span.recordException({ name: 'TypeError', message: 'no', stack: 'at x' }, end)
    span.recordException({ code: 'ECONNRESET', message: 'cut' }, end)
    span.recordException('as text', end)
    span.end(end)
  },
  links: (tracer) => {
    const link = { context: remote, attributes: { why: 'batch' } }
    const span = tracer.startSpan('linked', { startTime: start, links: [link] })
    span.addLink({ context: remote }).addLinks([link, link])
    span.end(end)
  },
  'a status that is set again': (tracer) => {
    const error = { code: SpanStatusCode.ERROR, message: 'broken' }
    const statuses = [
      [error],
      [error, { code: SpanStatusCode.UNSET }],
      [{ code: SpanStatusCode.OK, message: 'unused' }, error],
      [error, { code: SpanStatusCode.OK }],
    ]
    for (const given of statuses) {
      const span = tracer.startSpan('status', { startTime: start })
      for (const status of given) span.setStatus(status)
      span.end(end)
    }
  },
  'calls after the end': (tracer) => {
    const span = tracer.startSpan('over', { startTime: start })
    span.end(end)
    span.setAttribute('late', 1).addEvent('late', end).setStatus({ code: SpanStatusCode.ERROR })
    span.updateName('late').addLink({ context: remote })
    span.end(start)
  },
  'an end before the start': (tracer) => tracer.startSpan('back', { startTime: end }).end(start),
  'a new name': (tracer) =>
    tracer.startSpan('old', { startTime: start }).updateName('new').end(end),
  'suppressed tracing': (tracer) =>
    tracer.startSpan('unseen', {}, suppressTracing(ROOT_CONTEXT)).end(end),
  'active spans': (tracer) => {
    tracer.startActiveSpan('plain', (span) => span.end(end))
    tracer.startActiveSpan('optioned', { startTime: start }, (span) => span.end(end))
    const far = trace.setSpanContext(context.active(), remote)
    tracer.startActiveSpan('in a context', { startTime: start }, far, (span) => span.end(end))
  },
}

const few = {
  OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT: '3',
  OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT: '2',
  OTEL_SPAN_EVENT_COUNT_LIMIT: '2',
  OTEL_SPAN_LINK_COUNT_LIMIT: '1',
  OTEL_EVENT_ATTRIBUTE_COUNT_LIMIT: '1',
  OTEL_LINK_ATTRIBUTE_COUNT_LIMIT: '0',
}
const none = { OTEL_SPAN_EVENT_COUNT_LIMIT: '0', OTEL_SPAN_LINK_COUNT_LIMIT: '0' }
const adding = {
  shouldSample: () => ({
    decision: SamplingDecision.RECORD_AND_SAMPLED,
    attributes: { sampled: 'by rule' },
    traceState: new TraceState('sampler=yes'),
  }),
}
const recording = { shouldSample: () => ({ decision: SamplingDecision.RECORD }) }
const settings: Record<string, StartTracerOptions> = {
  'the usual settings': {},
  'tight limits': { limits: few },
  'no events and links': { limits: none },
  'a sampler that adds': { sampler: adding },
  'a sampler that only records': { sampler: recording },
  'a sampler that refuses': { sampler: new AlwaysOffSampler() },
}

function recorded(spans: readonly ReadableSpan[]) {
  return spans.map((span) => ({
    ...Object.fromEntries(
      (['name', 'kind', 'attributes', 'events', 'links', 'status', 'ended'] as const).map((key) => [
        key,
        span[key],
      ]),
    ),
    context: span.spanContext(),
    parent: span.parentSpanContext,
    dropped: [span.droppedAttributesCount, span.droppedEventsCount, span.droppedLinksCount],
    // Without a given time, the SDK starts a span at a whole millisecond.
    times: span.startTime[0] === 1_700_000_000 ? [span.startTime, span.endTime, span.duration] : [],
  }))
}

function encoded(spans: readonly ReadableSpan[]) {
  const { add, take } = createSpanEncoder()
  add(spans)
  return take()
}

for (const [setting, options] of Object.entries(settings)) {
  it.each(Object.keys(scripts))(`with ${setting} the SDK records the same for %s`, (name) => {
    const ours = startTracer(options)
    const sdk = startSdkTracer(options)
    scripts[name]?.(ours.tracer)
    scripts[name]?.(sdk.tracer)
    expect(recorded(ours.ended)).toEqual(recorded(sdk.ended))
    if (name !== 'active spans') {
      expect(encoded(ours.ended)).toEqual(encoded(sdk.ended))
    }
  })
}

it('returns the same tracer for the same name, version and schema', () => {
  const { provider, tracer } = startTracer()
  expect(provider.getTracer('test', '1')).toBe(tracer)
  expect(provider.getTracer('test', '2')).not.toBe(tracer)
  expect(provider.getTracer('test', '1', { schemaUrl: 'https://example.org' })).not.toBe(tracer)
})

it('startActiveSpan returns the result of its callback', () => {
  const { tracer, ended } = startTracer()
  const name = tracer.startActiveSpan('active', (span) => {
    span.end()
    return 'result'
  })
  expect([name, ended.length]).toEqual(['result', 1])
})
