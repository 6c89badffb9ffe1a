import { type Context, createContextKey, type Span, trace } from '@opentelemetry/api'
import { isLocalSpan, toXrayTraceId } from '../../../correlation/index.ts'
import { AWSXRay, type Segment, type SegmentLike, type Subsegment } from './sdk.ts'

/** The segment set by the native API inside one span: by `run` for a callback, by `set` for the span. */
export interface NativeFrame {
  readonly span: Span | undefined
  current: SegmentLike | undefined
}

const frameKey = createContextKey('cruddur.xray-frame')
/** Stored on the span itself, which is cheaper than a map with thousands of insertions per second. */
const ofSpan = Symbol('cruddur.segment')
const setInSpan = new WeakMap<Span, SegmentLike>()

interface SpanWithSegment {
  [ofSpan]?: SegmentLike
}

const ofSegment = Symbol('cruddur.span')

type SegmentWithSpan = SegmentLike & { [ofSegment]?: Span }

/** The active span of this process; a remote span only identifies the caller. */
export function localSpan(context: Context): Span | undefined {
  const span = trace.getSpan(context)
  return span && isLocalSpan(span) ? span : undefined
}

export function bindSegment(span: Span, segment: SegmentLike): void {
  ;(span as SpanWithSegment)[ofSpan] = segment
  ;(segment as SegmentWithSpan)[ofSegment] = span
}

/** The span that a segment or subsegment was created from; undefined for those of the native API. */
export function spanOf(segment: SegmentLike): Span | undefined {
  return (segment as SegmentWithSpan)[ofSegment]
}

/** The segment or subsegment of a span; undefined when X-Ray does not sample its trace. */
export function segmentOf(span: Span): SegmentLike | undefined {
  const segment = (span as SpanWithSegment)[ofSpan]
  return segment && !segment.notTraced ? segment : undefined
}

export function withNativeFrame(context: Context, frame: NativeFrame): Context {
  return context.setValue(frameKey, frame)
}

/** The frame of the innermost `run`, unless a span was started inside it. */
function nativeFrame(context: Context): NativeFrame | undefined {
  const frame = context.getValue(frameKey) as NativeFrame | undefined
  return frame && frame.span === trace.getSpan(context) ? frame : undefined
}

export function setNativeSegment(context: Context, segment: SegmentLike): boolean {
  const frame = nativeFrame(context)
  const span = trace.getSpan(context)
  if (frame) frame.current = segment
  else if (span) setInSpan.set(span, segment)
  return Boolean(frame ?? span)
}

/**
 * The innermost segment or subsegment of a context: set by the native API, otherwise of the active span.
 * In an unsampled span it is a segment that accepts all calls and is never sent.
 */
export function currentSegment(context: Context): SegmentLike | undefined {
  const set = nativeFrame(context)?.current
  if (set) return set
  const span = localSpan(context)
  if (!span) return undefined
  return setInSpan.get(span) ?? (span as SpanWithSegment)[ofSpan] ?? bindUntraced(span)
}

/** The segment of a subsegment; a segment is its own root. */
export function rootOf(segment: SegmentLike): Segment {
  return isSubsegment(segment) ? segment.segment : segment
}

export function isSubsegment(segment: SegmentLike): segment is Subsegment {
  return segment instanceof AWSXRay.Subsegment
}

function bindUntraced(span: Span): SegmentLike {
  const { traceId, spanId } = span.spanContext()
  const segment = new AWSXRay.Segment('not sampled', toXrayTraceId(traceId))
  segment.id = spanId
  segment.notTraced = true
  bindSegment(span, segment)
  return segment
}
