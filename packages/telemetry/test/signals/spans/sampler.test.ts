import { ROOT_CONTEXT, SpanKind, TraceFlags, trace } from '@opentelemetry/api'
import { SamplingDecision } from '@opentelemetry/sdk-trace'
import { describe, expect, it } from 'vitest'
import { loadConfig } from '../../../src/config/load-config.ts'
import { createPropagator } from '../../../src/correlation/index.ts'
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
