import { type HrTime, SpanKind, SpanStatusCode } from '@opentelemetry/api'
import type { Resource } from '@opentelemetry/resources'
import type { ReadableSpan, TimedEvent } from '@opentelemetry/sdk-trace'
import { fromXrayTraceId } from '../../../correlation/index.ts'
import type { SegmentDocument } from './segment-document.ts'
import { spanAttributes } from './span-attributes.ts'

const scope = { name: 'aws-xray-sdk-core' }
const sampledFlag = 1

/** The span of a segment or subsegment that was created through the native API. */
export function nativeSpan(document: SegmentDocument, resource: Resource): ReadableSpan {
  const traceId = fromXrayTraceId(String(document.trace_id)) ?? ''
  const parentId = document.parent_id as string | undefined
  const kind = kindOf(document)
  const endTime = toHrTime(Number(document.end_time))
  const hasFailed = document.fault === true || (document.error === true && kind === SpanKind.CLIENT)
  const message = document.cause?.exceptions?.[0]?.message
  return {
    name: document.name,
    kind,
    spanContext: () => ({ traceId, spanId: document.id, traceFlags: sampledFlag }),
    ...(parentId && {
      parentSpanContext: {
        traceId,
        spanId: parentId,
        traceFlags: sampledFlag,
        isRemote: document.type !== 'subsegment',
      },
    }),
    startTime: toHrTime(document.start_time),
    endTime,
    duration: toHrTime(Math.max(0, Number(document.end_time) - document.start_time)),
    ended: true,
    status: hasFailed
      ? { code: SpanStatusCode.ERROR, ...(message && { message }) }
      : { code: SpanStatusCode.UNSET },
    attributes: spanAttributes(document),
    links: [],
    events: exceptionEvents(document, endTime),
    resource,
    instrumentationScope: scope,
    droppedAttributesCount: 0,
    droppedEventsCount: 0,
    droppedLinksCount: 0,
  }
}

function kindOf({ namespace, type, http }: SegmentDocument): SpanKind {
  if (namespace !== undefined) return SpanKind.CLIENT
  return type !== 'subsegment' && http !== undefined ? SpanKind.SERVER : SpanKind.INTERNAL
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
