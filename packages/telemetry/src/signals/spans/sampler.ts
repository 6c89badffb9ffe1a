import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  ParentBasedSampler,
  type Sampler,
  TraceIdRatioBasedSampler,
} from '@opentelemetry/sdk-trace'
import type { SpanSampler } from '../../config/spans-variables.ts'
import { spanSamplingContext } from '../../correlation/index.ts'

const samplers: Record<SpanSampler, (ratio: number) => Sampler> = {
  always_on: () => new AlwaysOnSampler(),
  always_off: () => new AlwaysOffSampler(),
  traceidratio: (ratio) => new TraceIdRatioBasedSampler(ratio),
  parentbased_always_on: () => new ParentBasedSampler({ root: new AlwaysOnSampler() }),
  parentbased_always_off: () => new ParentBasedSampler({ root: new AlwaysOffSampler() }),
  parentbased_traceidratio: (ratio) =>
    new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(ratio) }),
}

/** `X-Amzn-Trace-Id` carries no sampling decision for spans, so a parent known by it alone counts as no parent. */
export function createSampler({ name, ratio }: { name: SpanSampler; ratio: number }): Sampler {
  const sampler = samplers[name](ratio)
  return {
    shouldSample: (context, ...rest) => sampler.shouldSample(spanSamplingContext(context), ...rest),
    toString: () => sampler.toString(),
  }
}
