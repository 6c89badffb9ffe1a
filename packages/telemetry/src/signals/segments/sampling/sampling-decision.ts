import { type Attributes, type Context, SpanKind } from '@opentelemetry/api'
import { type Sampler, SamplingDecision, type SpanProcessor } from '@opentelemetry/sdk-trace'
import { getIncomingTrace, spanSamplingContext } from '../../../correlation/index.ts'
import { currentSegment, localSpan, segmentOf } from '../native/span-segments.ts'
import type { SampledRequest } from './rule.ts'

export interface Decision {
  readonly sampled: boolean
  /** The rule that made the decision; absent when the caller decided. */
  readonly ruleName?: string
}

type Span = Parameters<SpanProcessor['onStart']>[0]
export type TakeDecision = (span: Span, parentContext: Context) => Decision

interface Started {
  readonly kind: SpanKind
  readonly attributes: Attributes
}

export interface SamplingDecisions {
  readonly takeDecision: TakeDecision
  /** Records spans that only X-Ray samples, without sampling them for OpenTelemetry. */
  readonly wrapSampler: (sampler: Sampler) => Sampler
}

export interface SamplingDecisionsOptions {
  readonly isOn: boolean
  readonly decide: (request: SampledRequest) => Decision
  readonly nameOf: (host: string | undefined) => string
}

/**
 * X-Ray's decision for each local root span: the caller's if the trace header has `Sampled=`, otherwise by
 * the rules. The sampler decides, because an unrecorded span never starts; the recorder takes the decision
 * within the same call of `startSpan`.
 */
export function createSamplingDecisions(options: SamplingDecisionsOptions): SamplingDecisions {
  let pending: { readonly traceId: string; readonly decision: Decision } | undefined

  function decide(traceId: string, started: Started, parentContext: Context): Decision {
    if (!options.isOn) return { sampled: false }
    const incoming = getIncomingTrace(parentContext)
    const belongs = incoming?.traceId === traceId
    if (belongs && incoming?.decision === 'sampled') return { sampled: true }
    if (belongs && incoming?.decision === 'not_sampled') return { sampled: false }
    const { attributes, kind } = started
    const host = kind === SpanKind.SERVER ? incoming?.host : undefined
    return options.decide({
      serviceName: options.nameOf(host),
      attributes,
      host,
      httpMethod: attributes['http.request.method']?.toString(),
      urlPath: withoutQuery(attributes['url.path']?.toString()),
    })
  }

  function decideAhead(traceId: string, started: Started, parentContext: Context): Decision {
    const decision = decide(traceId, started, parentContext)
    pending = { traceId, decision }
    return decision
  }

  return {
    takeDecision(span, parentContext) {
      const made = pending
      pending = undefined
      const { traceId } = span.spanContext()
      return made?.traceId === traceId ? made.decision : decide(traceId, span, parentContext)
    },

    wrapSampler: (sampler) => ({
      toString: () => `XRayAware{${sampler}}`,
      shouldSample(context, traceId, name, kind, attributes, links) {
        const seen = spanSamplingContext(context)
        const result = sampler.shouldSample(seen, traceId, name, kind, attributes, links)
        const parent = localSpan(context)
        const native = parent ? undefined : currentSegment(context)
        const wanted = parent
          ? segmentOf(parent) !== undefined
          : native
            ? native.notTraced !== true
            : decideAhead(traceId, { kind, attributes }, context).sampled
        if (!wanted || result.decision !== SamplingDecision.NOT_RECORD) return result
        return { ...result, decision: SamplingDecision.RECORD }
      },
    }),
  }
}

function withoutQuery(path: string | undefined): string | undefined {
  const at = path?.indexOf('?') ?? -1
  return at < 0 ? path : path?.slice(0, at)
}
