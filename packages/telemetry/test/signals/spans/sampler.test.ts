import { ROOT_CONTEXT, SpanKind, TraceFlags, trace } from '@opentelemetry/api'
import { SamplingDecision } from '@opentelemetry/sdk-trace'
import { describe, expect, it } from 'vitest'
import { createPropagator } from '../../../src/correlation/index.ts'
import { loadConfig } from '../../../src/load-config.ts'
import { createSampler } from '../../../src/signals/spans/sampler.ts'

const traceId = '0af7651916cd43dd8448eb211c80319c'
const getter = {
  get: (carrier: Record<string, string>, key: string) => carrier[key],
  keys: (carrier: Record<string, string>) => Object.keys(carrier),
}
const parent = (traceFlags: TraceFlags) =>
  trace.setSpanContext(ROOT_CONTEXT, {
    traceId,
    spanId: 'b7ad6b7169203331',
    traceFlags,
    isRemote: true,
  })
const contexts = {
  root: ROOT_CONTEXT,
  'sampled parent': parent(TraceFlags.SAMPLED),
  'unsampled parent': parent(TraceFlags.NONE),
  'X-Amzn-Trace-Id alone': createPropagator().extract(
    ROOT_CONTEXT,
    { 'x-amzn-trace-id': 'Root=1-67891233-abcdef012345678912345678;Sampled=0' },
    getter,
  ),
}

function kept(environment: Record<string, string>) {
  const sampler = createSampler(loadConfig(environment).spans.sampler)
  return Object.entries(contexts).flatMap(([name, context]) => {
    const { decision } = sampler.shouldSample(context, traceId, 'GET', SpanKind.SERVER, {}, [])
    return decision === SamplingDecision.RECORD_AND_SAMPLED ? [name] : []
  })
}

const all = Object.keys(contexts)

describe('OTEL_TRACES_SAMPLER', () => {
  it.each([
    ['', '', ['root', 'sampled parent', 'X-Amzn-Trace-Id alone']],
    ['always_on', '', all],
    ['always_off', '', []],
    ['traceidratio', '1', all],
    ['traceidratio', '0', []],
    ['parentbased_always_on', '', ['root', 'sampled parent', 'X-Amzn-Trace-Id alone']],
    ['parentbased_always_off', '', ['sampled parent']],
    ['parentbased_traceidratio', '0', ['sampled parent']],
  ])('%s %s keeps: %s', (name, ratio, expected) => {
    expect(kept({ OTEL_TRACES_SAMPLER: name, OTEL_TRACES_SAMPLER_ARG: ratio })).toEqual(expected)
  })
})

describe('the weight of a sampled span', () => {
  const sample = (environment: Record<string, string>, context = ROOT_CONTEXT, id = traceId) =>
    createSampler(loadConfig(environment).spans.sampler).shouldSample(
      ...[context, id, 'GET', SpanKind.SERVER, {}, []],
    )
  const quarter = {
    OTEL_TRACES_SAMPLER: 'parentbased_traceidratio',
    OTEL_TRACES_SAMPLER_ARG: '0.25',
  }
  const withState = (traceFlags: TraceFlags, traceState: string) =>
    createPropagator().extract(
      ROOT_CONTEXT,
      { traceparent: `00-${traceId}-b7ad6b7169203331-0${traceFlags}`, tracestate: traceState },
      getter,
    )

  it('is 1 / ratio at the root, and its threshold is propagated', () => {
    const result = sample(quarter, ROOT_CONTEXT, `${'a'.repeat(18)}ffffffffffffff`)
    expect(result.attributes).toEqual({ SampleRate: 4 })
    expect(result.traceState?.serialize()).toBe('ot=th:c')
  })

  it('is taken from the threshold of the caller', () => {
    const result = sample(quarter, withState(TraceFlags.SAMPLED, 'ot=th:8,other=1'))
    expect(result.attributes).toEqual({ SampleRate: 2 })
    expect(sample({}, withState(TraceFlags.SAMPLED, 'ot=th:e')).attributes).toEqual({
      SampleRate: 8,
    })
  })

  it.each(['always_on', 'traceidratio'])(
    'is 1 with %s, which samples the requests that the caller did not sample as well',
    (name) => {
      const { decision, attributes, traceState } = sample(
        { OTEL_TRACES_SAMPLER: name, OTEL_TRACES_SAMPLER_ARG: '1' },
        withState(TraceFlags.SAMPLED, 'ot=th:e;rv:f0000000000000,other=1'),
      )
      expect(decision).toBe(SamplingDecision.RECORD_AND_SAMPLED)
      expect(attributes).toBeUndefined()
      expect(traceState?.serialize()).toBe('ot=th:0;rv:f0000000000000,other=1')
    },
  )

  it('is one of the own ratio with traceidratio', () => {
    const ratio = { OTEL_TRACES_SAMPLER: 'traceidratio', OTEL_TRACES_SAMPLER_ARG: '0.5' }
    const result = sample(ratio, withState(TraceFlags.NONE, 'ot=rv:f0000000000000'))
    expect(result.attributes).toEqual({ SampleRate: 2 })
    expect(result.traceState?.serialize()).toBe('ot=th:8;rv:f0000000000000')
  })

  it.each(['1e-17', '1e-18', '1e-300', '0'])('ratio %s samples nothing', (ratio) => {
    const state = withState(TraceFlags.SAMPLED, 'ot=rv:fffffffffffff0')
    const sampler = { OTEL_TRACES_SAMPLER: 'traceidratio', OTEL_TRACES_SAMPLER_ARG: ratio }
    expect(sample(sampler, state).decision).toBe(SamplingDecision.NOT_RECORD)
  })

  it('is not set without sampling', () => {
    expect(sample({}).attributes).toBeUndefined()
    expect(sample({ ...quarter, OTEL_TRACES_SAMPLER_ARG: '1' }).traceState).toBeUndefined()
    expect(sample(quarter, withState(TraceFlags.SAMPLED, 'other=1')).attributes).toBeUndefined()
  })

  it('an unsampled span does not propagate a threshold', () => {
    const result = sample(quarter, withState(TraceFlags.NONE, 'ot=th:8,other=1'))
    expect(result.decision).toBe(SamplingDecision.NOT_RECORD)
    expect(result.traceState?.serialize()).toBe('other=1')
  })
})
