import { type Context, type HrTime, SpanKind } from '@opentelemetry/api'
import type { SpanProcessor } from '@opentelemetry/sdk-trace'
import { getIncomingTrace, toXrayTraceId } from '../../correlation/index.ts'
import { describeSpan } from './document/describe-span.ts'
import { segmentName } from './document/segment-name.ts'
import { newSegment } from './native/new-segment.ts'
import { AWSXRay, type Segment } from './native/sdk.ts'
import { closeSegment, closeSubsegment, ownSegment } from './native/segment-life.ts'
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
  /** Requests whose `Host` matches are named by it. */
  readonly hostPattern?: string
  readonly takeDecision: TakeDecision
}

/** What the caller called the host, on the segment itself. */
const calledHost = Symbol('cruddur.host')

type Called = Segment & { [calledHost]?: string }

/** Opens a segment for each local root span that X-Ray samples and a subsegment for each span below it, with the span's own ids and times. */
export function createSpanRecorder(options: SpanRecorderOptions): SpanProcessor {
  return {
    onStart(span, parentContext) {
      const parent = localSpan(parentContext)
      if (parent === undefined) openSegment(span, parentContext, options)
      // Cheap way out for what is not sampled: nothing was made for it.
      else if (segmentOf(parent)) openSubsegment(span, parentContext)
    },
    onEnd(span) {
      const segment = segmentOf(span as Span)
      if (!segment) return
      const endTime = toSeconds(span.endTime)
      describeSpan(segment, span, (rootOf(segment) as Called)[calledHost])
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
  const segment = newSegment({
    name: segmentName(nameOf(host, options)),
    traceId: toXrayTraceId(traceId),
    id: spanId,
    parentId: span.parentSpanContext?.spanId,
    startTimeSeconds: toSeconds(span.startTime),
    ruleName,
  })
  if (host) (segment as Called)[calledHost] = host
  ownSegment(segment)
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
  // Microseconds are what a double still tells apart at this size.
  return seconds + Math.round(nanoseconds / 1000) / 1e6
}
