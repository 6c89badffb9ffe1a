import { type Context, type HrTime, SpanKind } from '@opentelemetry/api'
import type { SpanProcessor } from '@opentelemetry/sdk-trace'
import { getIncomingTrace, toXrayTraceId } from '../../correlation/index.ts'
import { describeSpan } from './document/describe-span.ts'
import { segmentName } from './document/segment-document.ts'
import { createSegment } from './native/recorded-segment.ts'
import { AWSXRay, type Segment } from './native/sdk.ts'
import { closeSegment, closeSubsegment, trackSegment } from './native/segment-lifecycle.ts'
import {
  bindSegment,
  currentSegment,
  isSubsegment,
  localSpan,
  rootOf,
  segmentOf,
} from './native/span-segments.ts'
import type { TakeDecision } from './sampling/sampling-decision.ts'

type Span = Parameters<SpanProcessor['onStart']>[0]

export interface SpanRecorderOptions {
  readonly serviceName: string
  /** Segments of requests with a matching `Host` are named after it. */
  readonly hostPattern?: string
  readonly takeDecision: TakeDecision
}

/** The `Host` header, stored on the segment itself. */
const requestHost = Symbol('cruddur.host')

type NamedByHost = Segment & { [requestHost]?: string }

/** Creates a segment for each local root span that X-Ray samples and a subsegment for each span below it, with the IDs and times of the span. */
export function createSpanRecorder(options: SpanRecorderOptions): SpanProcessor {
  return {
    onStart(span, parentContext) {
      const parent = localSpan(parentContext)
      if (parent === undefined) {
        if (currentSegment(parentContext)) openSubsegment(span, parentContext)
        else openSegment(span, parentContext, options)
      }
      // Unsampled traces have no segment.
      else if (segmentOf(parent)) openSubsegment(span, parentContext)
    },
    onEnd(span) {
      const segment = segmentOf(span as Span)
      if (!segment) return
      const endTime = toSeconds(span.endTime)
      describeSpan(segment, span, (rootOf(segment) as NamedByHost)[requestHost])
      if (isSubsegment(segment)) closeSubsegment(segment, endTime)
      else closeSegment(segment, endTime)
    },
    forceFlush: () => Promise.resolve(),
    shutdown: () => Promise.resolve(),
  }
}

function openSegment(span: Span, parentContext: Context, options: SpanRecorderOptions): void {
  const incoming = getIncomingTrace(parentContext)
  const { sampled, ruleName } = options.takeDecision(span, parentContext)
  if (!sampled) return
  const { traceId, spanId } = span.spanContext()
  const host = span.kind === SpanKind.SERVER ? incoming?.host : undefined
  const segment = createSegment({
    name: segmentName(nameOf(host, options)),
    traceId: toXrayTraceId(traceId),
    id: spanId,
    parentId: span.parentSpanContext?.spanId,
    startTimeSeconds: toSeconds(span.startTime),
    ruleName,
  })
  if (host) (segment as NamedByHost)[requestHost] = host
  trackSegment(segment)
  bindSegment(span, segment)
}

function openSubsegment(span: Span, parentContext: Context): void {
  const parent = currentSegment(parentContext)
  if (!parent || parent.notTraced) return
  const subsegment = new AWSXRay.Subsegment(span.name)
  subsegment.id = span.spanContext().spanId
  subsegment.start_time = toSeconds(span.startTime)
  parent.addSubsegment(subsegment)
  bindSegment(span, subsegment)
}

export function nameOf(
  host: string | undefined,
  { serviceName, hostPattern }: Pick<SpanRecorderOptions, 'serviceName' | 'hostPattern'>,
): string {
  const matches =
    host !== undefined &&
    hostPattern !== undefined &&
    AWSXRay.utils.wildcardMatch(hostPattern, host.slice(0, 200))
  return matches ? host : serviceName
}

function toSeconds([seconds, nanoseconds]: HrTime): number {
  // A double has microsecond precision at this magnitude.
  return seconds + Math.round(nanoseconds / 1000) / 1e6
}
