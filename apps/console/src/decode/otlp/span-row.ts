import type { SpanRow } from '../../model/span-row.ts'
import { type Attributes, attributeChars, hasTooMany } from './attributes.ts'
import type { RowCollector } from './decoded-rows.ts'
import { isSpanId, isTraceId, optionalId } from './identifiers.ts'
import { durationNanos, isStorableTime } from './times.ts'

/** Enum numbers → names that the Collector's exporter writes. */
const spanKinds = ['Unspecified', 'Internal', 'Server', 'Client', 'Producer', 'Consumer'] as const
const statusCodes = ['Unset', 'Ok', 'Error'] as const

const maxEventsAndLinks = 10_000

/** Values shared by the spans of one scope. */
export interface SpanContext {
  readonly serviceName: string
  readonly resource: Attributes
  readonly scopeName: string
  readonly scopeVersion: string
  readonly chars: number
}

export interface WireSpan {
  traceId: string
  spanId: string
  parentSpanId: string
  traceState: string
  name: string
  kind: number
  startNano: bigint
  endNano: bigint
  attributes: Attributes
  statusCode: number
  statusMessage: string
  eventTimes: string[]
  eventNames: string[]
  eventAttributes: Attributes[]
  linkTraceIds: string[]
  linkSpanIds: string[]
  linkTraceStates: string[]
  linkAttributes: Attributes[]
}

export function emptySpan(): WireSpan {
  return {
    traceId: '',
    spanId: '',
    parentSpanId: '',
    traceState: '',
    name: '',
    kind: 0,
    startNano: 0n,
    endNano: 0n,
    attributes: {},
    statusCode: 0,
    statusMessage: '',
    eventTimes: [],
    eventNames: [],
    eventAttributes: [],
    linkTraceIds: [],
    linkSpanIds: [],
    linkTraceStates: [],
    linkAttributes: [],
  }
}

export function spanContext(
  resource: Attributes,
  scopeName: string,
  scopeVersion: string,
): SpanContext {
  return {
    serviceName: resource['service.name'] || 'unknown_service',
    resource,
    scopeName,
    scopeVersion,
    chars: attributeChars(resource) + scopeName.length + scopeVersion.length,
  }
}

/** Adds the span as a row, or rejects it with a reason. */
export function addSpan(
  collector: RowCollector<SpanRow>,
  span: WireSpan,
  context: SpanContext,
): void {
  if (!isTraceId(span.traceId)) {
    collector.reject('a trace id is not 16 bytes or is zero')
    return
  }
  if (!isSpanId(span.spanId)) {
    collector.reject('a span id is not 8 bytes or is zero')
    return
  }
  if (hasTooMany(span.attributes)) {
    collector.reject('a span has more than 2,000 attributes')
    return
  }
  if (span.eventTimes.length + span.linkTraceIds.length > maxEventsAndLinks) {
    collector.reject('a span has more than 10,000 events and links')
    return
  }
  if (!isStorableTime(span.startNano)) {
    collector.reject('a start time lies after 2262')
    return
  }
  collector.add(
    {
      Timestamp: String(span.startNano),
      TraceId: span.traceId,
      SpanId: span.spanId,
      ParentSpanId: optionalId(span.parentSpanId, isSpanId),
      TraceState: span.traceState,
      SpanName: span.name,
      SpanKind: spanKinds[span.kind] ?? 'Unspecified',
      ServiceName: context.serviceName,
      ResourceAttributes: context.resource,
      ScopeName: context.scopeName,
      ScopeVersion: context.scopeVersion,
      SpanAttributes: span.attributes,
      Duration: durationNanos(span.startNano, span.endNano),
      StatusCode: statusCodes[span.statusCode] ?? 'Unset',
      StatusMessage: span.statusMessage,
      'Events.Timestamp': span.eventTimes,
      'Events.Name': span.eventNames,
      'Events.Attributes': span.eventAttributes,
      'Links.TraceId': span.linkTraceIds,
      'Links.SpanId': span.linkSpanIds,
      'Links.TraceState': span.linkTraceStates,
      'Links.Attributes': span.linkAttributes,
    },
    context.chars,
  )
}
