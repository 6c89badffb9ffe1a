import type { SpanRow } from '../../../model/span-row.ts'
import { collectRows, type DecodedRows } from '../decoded-rows.ts'
import { isSpanId, isTraceId, optionalId } from '../identifiers.ts'
import { addSpan, spanContext, type WireSpan } from '../span-row.ts'
import { storableTime } from '../times.ts'
import { attributesField } from './any-value.ts'
import {
  idField,
  type JsonObject,
  nanosField,
  numberField,
  objectField,
  objectsField,
  parseRequest,
  textField,
} from './wire.ts'

/**
 * ExportTraceServiceRequest as JSON → rows. Unknown fields are ignored.
 * @throws OtlpDecodeError
 */
export function decodeJsonTraces(bytes: Buffer): DecodedRows<SpanRow> {
  const collector = collectRows<SpanRow>()
  for (const resourceSpans of objectsField(parseRequest(bytes), 'resourceSpans')) {
    const resource = attributesField(objectField(resourceSpans, 'resource'), 'attributes')
    for (const scopeSpans of objectsField(resourceSpans, 'scopeSpans')) {
      const scope = objectField(scopeSpans, 'scope')
      const context = spanContext(resource, textField(scope, 'name'), textField(scope, 'version'))
      for (const span of objectsField(scopeSpans, 'spans'))
        addSpan(collector, readSpan(span), context)
    }
  }
  return collector.finish()
}

function readSpan(span: JsonObject): WireSpan {
  const status = objectField(span, 'status')
  const events = objectsField(span, 'events')
  const links = objectsField(span, 'links')
  return {
    traceId: idField(span, 'traceId'),
    spanId: idField(span, 'spanId'),
    parentSpanId: idField(span, 'parentSpanId'),
    traceState: textField(span, 'traceState'),
    name: textField(span, 'name'),
    kind: numberField(span, 'kind'),
    startNano: nanosField(span, 'startTimeUnixNano'),
    endNano: nanosField(span, 'endTimeUnixNano'),
    attributes: attributesField(span, 'attributes'),
    statusCode: numberField(status, 'code'),
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
