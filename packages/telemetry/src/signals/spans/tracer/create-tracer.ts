import {
  type Span as ApiSpan,
  type Context,
  context,
  diag,
  INVALID_SPAN_CONTEXT,
  isSpanContextValid,
  type SpanContext,
  SpanKind,
  type SpanOptions,
  type Tracer,
  type TraceState,
  trace,
} from '@opentelemetry/api'
import { isTracingSuppressed } from '@opentelemetry/core'
import {
  type IdGenerator,
  type Sampler,
  SamplingDecision,
  type Span,
} from '@opentelemetry/sdk-trace'
import { getIncomingTrace, markLocalSpan, spanFlags } from '../../../correlation/index.ts'
import { AttributeSet } from './attribute-set.ts'
import { cleanLinks, nameOf } from './clean-input.ts'
import type { SpanOrigin } from './new-span.ts'
import { RecordedSpan } from './recorded-span.ts'

markLocalSpan(RecordedSpan.prototype)

/** The parent that another API has set in a context without a span. */
export type ParentWithoutSpan = (context: Context) => SpanContext | undefined

export interface TracerParts extends SpanOrigin {
  readonly sampler: Sampler
  readonly idGenerator: IdGenerator & { readonly traceIdFlags?: number }
  readonly onStart: (span: Span, parentContext: Context) => void
  readonly parentWithoutSpan?: ParentWithoutSpan | undefined
}

export function createTracer(parts: TracerParts): Tracer {
  const { sampler, idGenerator, limits, warn } = parts

  function startSpan(given: string, options?: SpanOptions, parent?: Context): ApiSpan {
    const name = nameOf(given, 'unknown', warn)
    try {
      return start(name, options ?? {}, parent ?? context.active())
    } catch (error) {
      // A sampler or an option with a getter may throw.
      warn(`span ${name} cannot be started as it was requested`, error)
      return options
        ? startSpan(name, undefined, parent)
        : trace.wrapSpanContext(INVALID_SPAN_CONTEXT)
    }
  }

  function start(name: string, options: SpanOptions, within: Context): ApiSpan {
    const parentContext = options.root ? trace.deleteSpan(within) : within
    if (isTracingSuppressed(parentContext)) {
      diag.debug('tracing is suppressed, returning a non-recording span')
      return trace.wrapSpanContext(INVALID_SPAN_CONTEXT)
    }
    const kind = kindOf(options.kind)
    const parent = options.root
      ? undefined
      : (validParent(parentContext) ?? parts.parentWithoutSpan?.(parentContext))
    const traceId = parent?.traceId ?? idGenerator.generateTraceId()
    const { links, dropped } = cleanLinks(options.links, limits, warn)
    const attributes = new AttributeSet(options.attributes, warn)
    const sampling = sampler.shouldSample(
      parentContext,
      traceId,
      name,
      kind,
      attributes.values,
      links as [],
    )
    const isSampled = sampling.decision === SamplingDecision.RECORD_AND_SAMPLED
    const spanContext = new LocalSpanContext(
      traceId,
      idGenerator.generateSpanId(),
      spanFlags(isSampled, parent?.traceFlags ?? idGenerator.traceIdFlags ?? 0),
      sampling.traceState ?? parent?.traceState,
    )
    if (sampling.decision === SamplingDecision.NOT_RECORD) {
      return markLocalSpan(trace.wrapSpanContext(spanContext))
    }
    attributes.limit(limits, sampling.attributes)
    const span = new RecordedSpan(parts, {
      name,
      kind,
      context: spanContext,
      parent: isStandIn(parent, parentContext) ? undefined : parent,
      attributes,
      links,
      droppedLinks: dropped,
      startTime: options.startTime,
    })
    parts.onStart(span, parentContext)
    return span
  }

  function kindOf(given: SpanKind = SpanKind.INTERNAL): SpanKind {
    if (Number.isInteger(given)) return given
    warn('the kind of a span must be a SpanKind', given)
    return SpanKind.INTERNAL
  }

  function startActiveSpan(name: string, ...rest: unknown[]): unknown {
    if (rest.length === 0) return undefined
    const work = rest.at(-1) as (span: ApiSpan) => unknown
    const [options, given] = rest.slice(0, -1) as [SpanOptions?, Context?]
    const within = given ?? context.active()
    const span = startSpan(name, options, within)
    return context.with(trace.setSpan(within, span), work, undefined, span)
  }

  return { startSpan, startActiveSpan: startActiveSpan as Tracer['startActiveSpan'] }
}

function validParent(parentContext: Context) {
  const parent = trace.getSpanContext(parentContext)
  return parent && isSpanContextValid(parent) ? parent : undefined
}

/** A load balancer that sends a trace ID without a parent gets a stand-in, which no backend ever receives. */
function isStandIn(parent: SpanContext | undefined, parentContext: Context): boolean {
  return parent?.isRemote === true && getIncomingTrace(parentContext)?.parentUnknown === true
}

/**
 * A class because V8 tracks allocation sites of object literals: those of a service that warms up survive,
 * so later literals would be allocated in the old generation and live until a full garbage collection.
 */
class LocalSpanContext implements SpanContext {
  readonly traceId: string
  readonly spanId: string
  readonly traceFlags: number
  declare readonly traceState?: TraceState

  constructor(traceId: string, spanId: string, traceFlags: number, traceState?: TraceState) {
    this.traceId = traceId
    this.spanId = spanId
    this.traceFlags = traceFlags
    if (traceState) this.traceState = traceState
  }
}
