import type { SpanRow } from '../../../model/span-row.ts'
import { checkAttributeCount } from '../attributes.ts'
import { collectRows, type DecodedRows } from '../decoded-rows.ts'
import { anyTime } from '../record-times.ts'
import { addSpan, emptySpan, type WireSpan } from '../span-row.ts'
import { readAttribute } from './any-value.ts'
import { readEvent, readLink } from './event-and-link.ts'
import { readRecords } from './records.ts'
import {
  checkWireType,
  type Reader,
  readFixed64,
  readHex,
  readMessage,
  readSlice,
  type Slice,
} from './wire.ts'

/**
 * ExportTraceServiceRequest as protobuf → rows. Field numbers are those of
 * opentelemetry/proto/trace/v1/trace.proto.
 * @throws OtlpDecodeError
 */
export function decodeProtobufTraces(bytes: Buffer, times = anyTime()): DecodedRows<SpanRow> {
  const collector = collectRows<SpanRow>('span')
  readRecords(bytes, (reader, span, context) =>
    collector.record(() => addSpan(collector, readSpan(reader, span), context(), times)),
  )
  return collector.finish()
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
