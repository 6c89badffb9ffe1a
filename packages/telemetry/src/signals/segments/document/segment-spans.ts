import { type Attributes, TraceFlags } from '@opentelemetry/api'
import type { Resource } from '@opentelemetry/resources'
import type { ReadableSpan } from '@opentelemetry/sdk-trace'
import type { SegmentLike } from '../native/sdk.ts'
import { isSubsegment, spanOf } from '../native/span-segments.ts'
import { nativeSpan } from './native-span.ts'
import type { SegmentDocument } from './segment-document.ts'
import { annotationAttributes, metadataAttributes } from './span-attributes.ts'
import type { ToDocument } from './to-document.ts'

export interface SegmentSpansOptions {
  readonly resource: Resource
  readonly toDocument: ToDocument
  /** Redacts a span in place. */
  readonly redactSpan: (span: ReadableSpan) => void
  readonly withoutChildren?: boolean | undefined
}

/**
 * The spans of a closed segment and its closed subsegments, for X-Ray's OTLP endpoint: the recorded spans
 * with what the native API added, and a span for each subsegment of the native API. Open subsegments follow
 * when they close, because a span is sent only once.
 */
export function segmentSpans(segment: SegmentLike, options: SegmentSpansOptions): ReadableSpan[] {
  const children = options.withoutChildren
    ? []
    : (segment.subsegments ?? []).flatMap((child) => segmentSpans(child, options))
  if ((segment as { end_time?: number }).end_time === undefined) return children
  const document = options.toDocument(segment, { withoutChildren: true })
  const span = spanOf(segment) as ReadableSpan | undefined
  const own = span
    ? recordedSpan(span, segment, document, options)
    : nativeSpan(document, options.resource)
  return [own, ...children]
}

function recordedSpan(
  span: ReadableSpan,
  segment: SegmentLike,
  document: SegmentDocument,
  { resource, redactSpan }: SegmentSpansOptions,
): ReadableSpan {
  const { traceId, spanId, traceState } = span.spanContext()
  const parentId = document.parent_id as string | undefined
  // Spans may be redacted in place only where they are exported; this copy is of X-Ray alone.
  const copy = {
    name: span.name,
    kind: span.kind,
    // X-Ray samples spans that OpenTelemetry does not.
    spanContext: () => ({
      traceId,
      spanId,
      traceFlags: TraceFlags.SAMPLED,
      ...(traceState && { traceState }),
    }),
    ...(parentId && {
      parentSpanContext: {
        traceId,
        spanId: parentId,
        traceFlags: TraceFlags.SAMPLED,
        isRemote: !isSubsegment(segment),
      },
    }),
    startTime: span.startTime,
    endTime: span.endTime,
    duration: span.duration,
    ended: true,
    status: { ...span.status },
    attributes: { ...span.attributes },
    links: span.links.map((link) => ({ ...link, attributes: { ...link.attributes } })),
    events: span.events.map((event) => ({ ...event, attributes: { ...event.attributes } })),
    resource,
    instrumentationScope: span.instrumentationScope,
    droppedAttributesCount: span.droppedAttributesCount,
    droppedEventsCount: span.droppedEventsCount,
    droppedLinksCount: span.droppedLinksCount,
  } satisfies ReadableSpan
  redactSpan(copy)
  Object.assign(copy.attributes, addedAttributes(document, copy.attributes))
  return copy
}

/** Fields of the document that are not attributes of its span. */
function addedAttributes(document: SegmentDocument, attributes: Attributes): Attributes {
  const { attributes: _, annotations: __, ...namespaces } = document.metadata ?? {}
  return {
    ...annotationAttributes(document.annotations ?? {}, attributes),
    ...metadataAttributes(namespaces),
    ...(document.namespace === 'remote' &&
      attributes['peer.service'] === undefined && { 'peer.service': document.name }),
    ...(document.user !== undefined &&
      attributes['user.id'] === undefined && { 'user.id': String(document.user) }),
    ...(document.throttle === true && { 'aws.xray.throttle': true }),
  }
}
