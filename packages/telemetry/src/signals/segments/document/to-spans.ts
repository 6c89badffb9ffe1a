import { type Attributes, type HrTime, SpanKind, SpanStatusCode } from '@opentelemetry/api'
import type { Resource } from '@opentelemetry/resources'
import type { ReadableSpan, TimedEvent } from '@opentelemetry/sdk-trace'
import { fromXrayTraceId } from '../../../correlation/index.ts'
import type { SegmentDocument } from './segment-document.ts'
import { spanAttributes } from './span-attributes.ts'

const scope = { name: 'aws-xray-sdk-core' }
const sampledFlag = 1

/**
 * The spans of a document, each subsegment its own, for X-Ray's OTLP endpoint. What is still in
 * progress is left out: OTLP takes a span once, so it goes when it closes.
 */
export function toSpans(
  document: SegmentDocument,
  resource: Resource,
  traceId = fromXrayTraceId(String(document.trace_id)) ?? '',
  parentId = document.parent_id as string | undefined,
): ReadableSpan[] {
  const below = (document.subsegments ?? []).flatMap((child) =>
    toSpans(child, resource, traceId, document.id),
  )
  return document.end_time === undefined
    ? below
    : [toSpan(document, resource, traceId, parentId), ...below]
}

function toSpan(
  document: SegmentDocument,
  resource: Resource,
  traceId: string,
  parentId: string | undefined,
): ReadableSpan {
  const attributes = spanAttributes(document)
  const kind = kindOf(document)
  const startTime = toHrTime(document.start_time)
  const endTime = toHrTime(Number(document.end_time))
  const failed = document.fault === true || (document.error === true && kind === SpanKind.CLIENT)
  const message = document.cause?.exceptions?.[0]?.message
  return {
    name: nameOf(document, attributes, kind),
    kind,
    spanContext: () => ({ traceId, spanId: document.id, traceFlags: sampledFlag }),
    ...(parentId && {
      parentSpanContext: { traceId, spanId: parentId, traceFlags: sampledFlag },
    }),
    startTime,
    endTime,
    duration: toHrTime(Math.max(0, Number(document.end_time) - document.start_time)),
    ended: true,
    status: failed
      ? { code: SpanStatusCode.ERROR, ...(message && { message }) }
      : { code: SpanStatusCode.UNSET },
    attributes,
    links: [],
    events: exceptionEvents(document, endTime),
    resource,
    instrumentationScope: scope,
    droppedAttributesCount: 0,
    droppedEventsCount: 0,
    droppedLinksCount: 0,
  }
}

function kindOf({ namespace, type, http, trace_id }: SegmentDocument): SpanKind {
  if (namespace !== undefined) return SpanKind.CLIENT
  const isSegment = trace_id !== undefined && type !== 'subsegment'
  return isSegment && http !== undefined ? SpanKind.SERVER : SpanKind.INTERNAL
}

/** As the semantic conventions name spans; a segment's own name is that of the service. */
function nameOf(document: SegmentDocument, attributes: Attributes, kind: SpanKind): string {
  const method = attributes['http.request.method']
  if (method === undefined) return document.name
  const route = attributes['http.route']
  return kind === SpanKind.SERVER && route !== undefined ? `${method} ${route}` : String(method)
}

function exceptionEvents({ cause }: SegmentDocument, time: HrTime): TimedEvent[] {
  return (cause?.exceptions ?? []).map(({ message, type, stack }) => ({
    name: 'exception',
    time,
    attributes: {
      'exception.message': message,
      'exception.type': type,
      'exception.stacktrace': [
        `${type}: ${message}`,
        ...stack.map(({ label, path, line }) => `    at ${label} (${path}:${line})`),
      ].join('\n'),
    },
  }))
}

function toHrTime(seconds: number): HrTime {
  const micros = Math.round(seconds * 1e6)
  return [Math.floor(micros / 1e6), (micros % 1e6) * 1000]
}
