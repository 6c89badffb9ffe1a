import type { SpanRow } from '../../../model/span-row.ts'
import type { Attributes } from '../attributes.ts'
import { collectRows, type DecodedRows, type RowCollector } from '../decoded-rows.ts'
import { addSpan, emptySpan, type SpanContext, spanContext, type WireSpan } from '../span-row.ts'
import { readAttribute } from './any-value.ts'
import { readEvent, readLink } from './event-and-link.ts'
import { noScope, readResource, readScope } from './resource.ts'
import {
  type Reader,
  readFields,
  readFixed64,
  readHex,
  readMessage,
  readRequest,
  readSlice,
  type Slice,
  takeSlice,
} from './wire.ts'

/**
 * ExportTraceServiceRequest as protobuf → rows. Field numbers are those of
 * opentelemetry/proto/trace/v1/trace.proto.
 * @throws OtlpDecodeError
 */
export function decodeProtobufTraces(bytes: Buffer): DecodedRows<SpanRow> {
  const collector = collectRows<SpanRow>()
  readRequest(bytes, (reader) =>
    readFields(reader, reader.len, (field) => field === 1 && readResourceSpans(reader, collector)),
  )
  return collector.finish()
}

function readResourceSpans(reader: Reader, collector: RowCollector<SpanRow>): true {
  let resource: Attributes = {}
  const scopes: Slice[] = []
  readMessage(reader, (field) => {
    if (field === 1) resource = readResource(reader)
    else if (field === 2) scopes.push(takeSlice(reader))
    else return false
    return true
  })
  for (const slice of scopes) readScopeSpans(reader, slice, resource, collector)
  return true
}

function readScopeSpans(
  reader: Reader,
  slice: Slice,
  resource: Attributes,
  collector: RowCollector<SpanRow>,
): void {
  let scope = noScope
  const spans: Slice[] = []
  readSlice(reader, slice, (field) => {
    if (field === 1) scope = readScope(reader)
    else if (field === 2) spans.push(takeSlice(reader))
    else return false
    return true
  })
  const context: SpanContext = spanContext(resource, scope.name, scope.version)
  for (const span of spans) addSpan(collector, readSpan(reader, span), context)
}

function readSpan(reader: Reader, slice: Slice): WireSpan {
  const span = emptySpan()
  readSlice(reader, slice, (field) => {
    switch (field) {
      case 1:
        span.traceId = readHex(reader)
        return true
      case 2:
        span.spanId = readHex(reader)
        return true
      case 3:
        span.traceState = reader.string()
        return true
      case 4:
        span.parentSpanId = readHex(reader)
        return true
      case 5:
        span.name = reader.string()
        return true
      case 6:
        span.kind = reader.int32()
        return true
      case 7:
        span.startNano = readFixed64(reader)
        return true
      case 8:
        span.endNano = readFixed64(reader)
        return true
      case 9:
        return readAttribute(reader, span.attributes)
      case 11:
        return readEvent(reader, span)
      case 13:
        return readLink(reader, span)
      case 15:
        return readStatus(reader, span)
      default:
        return false
    }
  })
  return span
}

function readStatus(reader: Reader, span: WireSpan): true {
  return readMessage(reader, (field) => {
    if (field === 2) span.statusMessage = reader.string()
    else if (field === 3) span.statusCode = reader.int32()
    else return false
    return true
  })
}
