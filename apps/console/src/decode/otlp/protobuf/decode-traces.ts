import type { SpanRow } from '../../../model/span-row.ts'
import { checkAttributeCount } from '../attributes.ts'
import { collectRows, type DecodedRows, type RowCollector } from '../decoded-rows.ts'
import { lazily } from '../lazily.ts'
import { anyTime, type RecordTimes } from '../record-times.ts'
import { addSpan, emptySpan, spanContext, type WireSpan } from '../span-row.ts'
import { readAttribute } from './any-value.ts'
import { readEvent, readLink } from './event-and-link.ts'
import { readResource, readScope } from './resource.ts'
import {
  checkWireType,
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
export function decodeProtobufTraces(bytes: Buffer, times = anyTime()): DecodedRows<SpanRow> {
  const collector = collectRows<SpanRow>('span')
  readRequest(bytes, (reader) =>
    readFields(
      reader,
      reader.len,
      (field) => field === 1 && readResourceSpans(reader, collector, times),
    ),
  )
  return collector.finish()
}

function readResourceSpans(
  reader: Reader,
  collector: RowCollector<SpanRow>,
  times: RecordTimes,
): true {
  let resource: Slice | undefined
  const scopes: Slice[] = []
  readMessage(reader, (field) => {
    if (field === 1) resource = takeSlice(reader)
    else if (field === 2) scopes.push(takeSlice(reader))
    else return false
    return true
  })
  for (const slice of scopes) readScopeSpans(reader, slice, resource, collector, times)
  return true
}

function readScopeSpans(
  reader: Reader,
  slice: Slice,
  resource: Slice | undefined,
  collector: RowCollector<SpanRow>,
  times: RecordTimes,
): void {
  let scope: Slice | undefined
  const spans: Slice[] = []
  readSlice(reader, slice, (field) => {
    if (field === 1) scope = takeSlice(reader)
    else if (field === 2) spans.push(takeSlice(reader))
    else return false
    return true
  })
  const context = lazily(() => {
    const { name, version } = readScope(reader, scope)
    return spanContext(readResource(reader, resource), name, version)
  })
  for (const span of spans)
    collector.record(() => addSpan(collector, readSpan(reader, span), context(), times))
}

/** By field number of Span. */
const spanWireTypes = [undefined, 2, 2, 2, 2, 2, 0, 1, 1, 2, 0, 2, 0, 2, 0, 2, 5]

function readSpan(reader: Reader, slice: Slice): WireSpan {
  const span = emptySpan()
  let attributeCount = 0
  readSlice(reader, slice, (field, wireType) => {
    checkWireType(spanWireTypes[field], wireType)
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
        checkAttributeCount(++attributeCount)
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
