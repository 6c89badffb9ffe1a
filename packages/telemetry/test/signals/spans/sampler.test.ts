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
  const sampler = createSampler(loadConfig({}, environment).spans.sampler)
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
