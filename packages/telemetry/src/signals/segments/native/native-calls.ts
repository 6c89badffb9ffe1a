import {
  type Context,
  context,
  isSpanContextValid,
  type SpanContext,
  TraceFlags,
  trace,
} from '@opentelemetry/api'
import { fromXrayTraceId, parseTraceHeader, toXrayTraceId } from '../../../correlation/index.ts'
import { AWSXRay, type Segment } from './sdk.ts'
import { currentSegment, rootOf } from './span-segments.ts'

/** The segment that the application set in a context without a span: spans in it belong to its trace. */
export function nativeParent(within: Context): SpanContext | undefined {
  const segment = currentSegment(within)
  const traceId = segment && fromXrayTraceId(rootOf(segment).trace_id)
  if (!segment || !traceId) return undefined
  return { traceId, spanId: segment.id, traceFlags: TraceFlags.SAMPLED }
}

/**
 * Whether the SDK has recorded an outgoing request itself, as `captureAWSv3Client` and
 * `captureHTTPsGlobal` do: the request names one of the subsegments of this context as its parent.
 */
export function isCaptured(traceHeader: string | readonly string[] | undefined): boolean {
  const parentId = parseTraceHeader(traceHeader)?.parentId
  const { subsegments = [], notTraced } = currentSegment(context.active()) ?? {}
  return !notTraced && parentId !== undefined && subsegments.some(({ id }) => id === parentId)
}

const hasTrace = Symbol.for('cruddur.segment-trace')

type SegmentPrototype = Segment & {
  [hasTrace]?: true
  init(name: string, rootId?: string | null, parentId?: string | null): void
}

/**
 * Makes `new AWSXRay.Segment(name)` continue the trace of the active span, where the SDK (3.12.0) begins
 * another one, and accept a trace ID in W3C form, for which it invents a new one.
 */
export function continueActiveTrace(): void {
  const prototype = AWSXRay.Segment.prototype as SegmentPrototype
  if (prototype[hasTrace]) return
  prototype[hasTrace] = true
  const { init } = prototype
  prototype.init = function initInTrace(name, rootId, parentId) {
    const active = rootId ? undefined : trace.getActiveSpan()?.spanContext()
    if (active && isSpanContextValid(active)) {
      init.call(this, name, toXrayTraceId(active.traceId), parentId ?? active.spanId)
    } else {
      const isW3C = typeof rootId === 'string' && /^[\da-f]{32}$/i.test(rootId)
      init.call(this, name, isW3C ? toXrayTraceId(rootId) : rootId, parentId)
    }
  }
}
