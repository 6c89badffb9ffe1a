import { type TraceState, trace } from '@opentelemetry/api'
import {
  AlwaysOffSampler,
  ParentBasedSampler,
  type Sampler,
  SamplingDecision,
  type SamplingResult,
} from '@opentelemetry/sdk-trace'
import {
  isSampledAt,
  minRatio,
  readThreshold,
  sampleRateOf,
  spanSamplingContext,
  thresholdOf,
  withoutThreshold,
  withThreshold,
} from '../../correlation/index.ts'
import type { SpanSampler } from './variables.ts'

const samplers: Record<SpanSampler, (ratio: number) => Sampler> = {
  always_on: () => createRatioSampler(1),
  always_off: () => new AlwaysOffSampler(),
  traceidratio: createRatioSampler,
  parentbased_always_on: () => new ParentBasedSampler({ root: createRatioSampler(1) }),
  parentbased_always_off: () => new ParentBasedSampler({ root: new AlwaysOffSampler() }),
  parentbased_traceidratio: (ratio) => new ParentBasedSampler({ root: createRatioSampler(ratio) }),
}

/** Honeycomb's attribute for the weight of a span: https://docs.honeycomb.io/manage-data-volume/sample/ */
export const sampleRate = 'SampleRate'

/**
 * Creates the sampler of OTEL_TRACES_SAMPLER. Every sampled span whose trace carries a sampling
 * threshold, its own or the caller's, gets its weight as `SampleRate`. `X-Amzn-Trace-Id` carries no
 * sampling decision for spans, so a parent known only from it counts as no parent.
 *
 * @param recordsAll whether unsampled spans are recorded, for a decision at the end of the request
 */
export function createSampler(
  { name, ratio }: { name: SpanSampler; ratio: number },
  recordsAll = false,
): Sampler {
  const sampler = samplers[name](ratio)
  return {
    toString: () => sampler.toString(),
    shouldSample(context, traceId, ...rest): SamplingResult {
      const within = spanSamplingContext(context)
      const result = sampler.shouldSample(within, traceId, ...rest)
      const traceState = result.traceState ?? stateOf(context)
      const isSampled = result.decision === SamplingDecision.RECORD_AND_SAMPLED
      if (isSampled && traceState === undefined) return result
      const threshold = readThreshold(traceState)
      if (!isSampled) {
        return {
          ...result,
          ...(recordsAll && { decision: SamplingDecision.RECORD }),
          ...(traceState && threshold && { traceState: withoutThreshold(traceState) }),
        }
      }
      const weight = threshold === undefined ? 1 : sampleRateOf(threshold, traceId)
      if (weight <= 1) return result
      return { ...result, attributes: { ...result.attributes, [sampleRate]: weight } }
    },
  }
}

/**
 * Replaces the SDK's TraceIdRatioBasedSampler (3.1), which does not record the ratio. Its threshold replaces
 * that of the caller, whose decision it ignores.
 */
function createRatioSampler(ratio: number): Sampler {
  const threshold = thresholdOf(ratio)
  return {
    toString: () => (ratio < 1 ? `TraceIdRatioBased{${ratio}}` : 'AlwaysOnSampler'),
    shouldSample(context, traceId): SamplingResult {
      const traceState = stateOf(context)
      const isSampled =
        ratio >= 1 || (ratio >= minRatio && isSampledAt(threshold, traceId, traceState))
      if (!isSampled) return { decision: SamplingDecision.NOT_RECORD }
      const decision = SamplingDecision.RECORD_AND_SAMPLED
      if (ratio >= 1 && traceState === undefined) return { decision }
      const isMarked = ratio < 1 || readThreshold(traceState) !== undefined
      const marked = isMarked ? withThreshold(traceState, threshold) : undefined
      return { decision, ...(marked && { traceState: marked }) }
    },
  }
}

function stateOf(context: Parameters<Sampler['shouldSample']>[0]): TraceState | undefined {
  return trace.getSpanContext(context)?.traceState
}
