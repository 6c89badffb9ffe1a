import type { SpanRow } from '../../model/span-row.ts'
import { type Attributes, rowTypesText, typesOf, typesOfEach } from './attributes.ts'
import type { RowCollector } from './decoded-rows.ts'
import { isSpanId, isTraceId, optionalId } from './identifiers.ts'
import { InvalidRecordError } from './invalid-record-error.ts'
import { isLong, type RecordTimes } from './record-times.ts'
import type { ScopeContext } from './scope-context.ts'
import { durationNanos, endOfTime, isStorableTime, tooOld } from './times.ts'

/** Enum numbers → names that the Collector's exporter writes. */
const spanKinds = ['Unspecified', 'Internal', 'Server', 'Client', 'Producer', 'Consumer'] as const
const statusCodes = ['Unset', 'Ok', 'Error'] as const

const maxEventsAndLinks = 10_000

/** @throws InvalidRecordError before a span gets more events and links than allowed */
export function checkEventCount(count: number): void {
  if (count > maxEventsAndLinks) throw new InvalidRecordError('more than 10,000 events and links')
}

export function emptySpan() {
  return {
    traceId: '',
    spanId: '',
    parentSpanId: '',
    traceState: '',
    name: '',
    kind: 0,
    startNano: 0n,
    endNano: 0n,
    attributes: {} as Attributes,
    statusCode: 0,
    statusMessage: '',
    eventTimes: [] as string[],
    eventNames: [] as string[],
    eventAttributes: [] as Attributes[],
    linkTraceIds: [] as string[],
    linkSpanIds: [] as string[],
    linkTraceStates: [] as string[],
    linkAttributes: [] as Attributes[],
  }
}

export type WireSpan = ReturnType<typeof emptySpan>

/** Adds the span as a row, or rejects it with a reason. */
export function addSpan(
  collector: RowCollector<SpanRow>,
  span: WireSpan,
  context: ScopeContext,
  times: RecordTimes,
): void {
  const problem = firstProblem(span, times)
  if (problem !== undefined) {
    collector.reject(problem)
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
      ValueTypes: valueTypes(span, context),
      RetainUntil: isLong(span.startNano, span.endNano)
        ? (times.retainUntil ?? times.retainLongSpansUntil)
        : times.retainUntil,
    },
    context.chars,
  )
}

function valueTypes(span: WireSpan, { resource, resourceTypes }: ScopeContext): string | undefined {
  const attributes = typesOf(span.attributes)
  const events = typesOfEach(span.eventAttributes)
  const links = typesOfEach(span.linkAttributes)
  if (attributes === undefined && events === undefined && links === undefined) return resourceTypes
  return rowTypesText({ resource: typesOf(resource), attributes, events, links })
}

function firstProblem(span: WireSpan, times: RecordTimes): string | undefined {
  const { traceId, spanId, startNano, endNano } = span
  if (!isTraceId(traceId)) return 'traceId is not 16 bytes or is all zero'
  if (!isSpanId(spanId)) return 'spanId is not 8 bytes or is all zero'
  if (startNano === 0n) return 'startTimeUnixNano is missing or 0'
  if (!isStorableTime(startNano)) return `startTimeUnixNano is after ${endOfTime}`
  if (!isStorableTime(endNano)) return `endTimeUnixNano is after ${endOfTime}`
  if (startNano < times.earliestNano && endNano < times.earliestNano) return tooOld('span', times)
  return undefined
}
