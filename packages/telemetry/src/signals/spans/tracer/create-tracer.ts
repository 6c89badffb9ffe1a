import {
  type Span as ApiSpan,
  type Context,
  context,
  INVALID_SPAN_CONTEXT,
  isSpanContextValid,
  type SpanContext,
  SpanKind,
  type SpanOptions,
  type Tracer,
  trace,
} from '@opentelemetry/api'
import { isTracingSuppressed } from '@opentelemetry/core'
import {
  type IdGenerator,
  type Sampler,
  SamplingDecision,
  type Span,
} from '@opentelemetry/sdk-trace'
import { getIncomingTrace, spanFlags } from '../../../correlation/index.ts'
import { AttributeSet } from './attribute-set.ts'
import { LocalSpanContext } from './local-span-context.ts'
import { RecordedSpan, type SpanOrigin } from './recorded-span.ts'

export interface TracerParts extends SpanOrigin {
  readonly sampler: Sampler
  readonly idGenerator: IdGenerator & { readonly traceIdFlags?: number }
  readonly onStart: (span: Span, parentContext: Context) => void
}

export function createTracer(parts: TracerParts): Tracer {
  const { sampler, idGenerator, limits } = parts

  function startSpan(name: string, options: SpanOptions = {}, within = context.active()): ApiSpan {
    const parentContext = options.root ? trace.deleteSpan(within) : within
    if (isTracingSuppressed(parentContext)) return trace.wrapSpanContext(INVALID_SPAN_CONTEXT)
    const { kind = SpanKind.INTERNAL, links = [] } = options
    const parent = validParent(parentContext)
    const traceId = parent?.traceId ?? idGenerator.generateTraceId()
    const attributes = new AttributeSet(limits)
    attributes.addAll(options.attributes)
    const sampling = sampler.shouldSample(
      parentContext,
      traceId,
      name,
      kind,
      attributes.values,
      links,
    )
    const isSampled = sampling.decision === SamplingDecision.RECORD_AND_SAMPLED
    const own = new LocalSpanContext(
      traceId,
      idGenerator.generateSpanId(),
      spanFlags(isSampled, parent?.traceFlags ?? idGenerator.traceIdFlags ?? 0),
      sampling.traceState ?? parent?.traceState,
    )
    if (sampling.decision === SamplingDecision.NOT_RECORD) return trace.wrapSpanContext(own)
    attributes.addAll(sampling.attributes)
    const { startTime } = options
    const span = new RecordedSpan(parts, {
      name,
      kind,
      context: own,
      parent: isStandIn(parent, parentContext) ? undefined : parent,
      attributes,
      startTime,
    })
    span.addLinks(links)
    parts.onStart(span, parentContext)
    return span
  }

  const startActiveSpan = (name: string, ...rest: unknown[]): unknown => {
    const work = rest.pop() as (span: ApiSpan) => unknown
    const [options, within = context.active()] = rest as [SpanOptions?, Context?]
    const span = startSpan(name, options, within)
    return context.with(trace.setSpan(within, span), work, undefined, span)
  }

  return { startSpan, startActiveSpan: startActiveSpan as Tracer['startActiveSpan'] }
}

function validParent(parentContext: Context) {
  const parent = trace.getSpanContext(parentContext)
  return parent && isSpanContextValid(parent) ? parent : undefined
}

/** A load balancer that names a trace and no parent leaves a stand-in, which a viewer would look for in vain. */
function isStandIn(parent: SpanContext | undefined, parentContext: Context): boolean {
  return parent?.isRemote === true && getIncomingTrace(parentContext)?.parentUnknown === true
}
