import type { SpanRow } from '../../../model/span-row.ts'
import { collectRows, type DecodedRows } from '../decoded-rows.ts'
import { isSpanId, isTraceId, optionalId } from '../identifiers.ts'
import { anyTime, type RecordTimes } from '../record-times.ts'
import { addSpan, checkEventCount, type WireSpan } from '../span-row.ts'
import { storableTime } from '../times.ts'
import { attributesField } from './any-value.ts'
import { checkSignal, decodeRecords } from './records.ts'
import {
  enumField,
  idField,
  type JsonObject,
  nanosField,
  objectField,
  objectsField,
  parseRequest,
  textField,
} from './wire.ts'

const listNames = { resources: 'resourceSpans', scopes: 'scopeSpans', records: 'spans' }

const spanKinds = {
  SPAN_KIND_UNSPECIFIED: 0,
  SPAN_KIND_INTERNAL: 1,
  SPAN_KIND_SERVER: 2,
  SPAN_KIND_CLIENT: 3,
  SPAN_KIND_PRODUCER: 4,
  SPAN_KIND_CONSUMER: 5,
}

const statusCodes = { STATUS_CODE_UNSET: 0, STATUS_CODE_OK: 1, STATUS_CODE_ERROR: 2 }

/**
 * ExportTraceServiceRequest as JSON → rows. Unknown fields are ignored.
 * @throws OtlpDecodeError
 */
export function decodeJsonTraces(bytes: Buffer, times = anyTime()): DecodedRows<SpanRow> {
  const request = parseRequest(bytes)
  checkSignal(request, listNames.resources)
  return readTraces(request, times)
}

/** Reads the spans of a parsed request, which may contain other signals. */
export function readTraces(request: JsonObject, times: RecordTimes): DecodedRows<SpanRow> {
  const collector = collectRows<SpanRow>('span')
  decodeRecords(request, listNames, collector, (span, context) =>
    addSpan(collector, readSpan(span), context, times),
  )
  return collector.finish()
}

function readSpan(span: JsonObject): WireSpan {
  const status = objectField(span, 'status')
  const events = objectsField(span, 'events')
  const links = objectsField(span, 'links')
  checkEventCount(events.length + links.length)
  return {
    traceId: idField(span, 'traceId'),
    spanId: idField(span, 'spanId'),
    parentSpanId: idField(span, 'parentSpanId'),
    traceState: textField(span, 'traceState'),
    name: textField(span, 'name'),
    kind: enumField(span, 'kind', spanKinds),
    startNano: nanosField(span, 'startTimeUnixNano'),
    endNano: nanosField(span, 'endTimeUnixNano'),
    attributes: attributesField(span, 'attributes'),
    statusCode: enumField(status, 'code', statusCodes),
    statusMessage: textField(status, 'message'),
    eventTimes: events.map((event) => storableTime(nanosField(event, 'timeUnixNano'))),
    eventNames: events.map((event) => textField(event, 'name')),
    eventAttributes: events.map((event) => attributesField(event, 'attributes')),
    linkTraceIds: links.map((link) => optionalId(idField(link, 'traceId'), isTraceId)),
    linkSpanIds: links.map((link) => optionalId(idField(link, 'spanId'), isSpanId)),
    linkTraceStates: links.map((link) => textField(link, 'traceState')),
    linkAttributes: links.map((link) => attributesField(link, 'attributes')),
  }
}
