import { type Attributes, checkAttributeCount } from '../attributes.ts'
import { isSpanId, isTraceId, optionalId } from '../identifiers.ts'
import { checkEventCount, type WireSpan } from '../span-row.ts'
import { storableTime } from '../times.ts'
import { readAttribute } from './any-value.ts'
import { type Reader, readFixed64, readHex, readMessage } from './wire.ts'

/** Reads a Span.Event into its span. */
export function readEvent(reader: Reader, span: WireSpan): true {
  checkEventCount(span.eventTimes.length + span.linkTraceIds.length + 1)
  let time = 0n
  let count = 0
  let name = ''
  const attributes: Attributes = {}
  readMessage(reader, (field) => {
    if (field === 1) time = readFixed64(reader)
    else if (field === 2) name = reader.string()
    else if (field === 3) {
      checkAttributeCount(++count)
      readAttribute(reader, attributes)
    } else return false
    return true
  })
  span.eventTimes.push(storableTime(time))
  span.eventNames.push(name)
  span.eventAttributes.push(attributes)
  return true
}

/** Reads a Span.Link into its span. */
export function readLink(reader: Reader, span: WireSpan): true {
  checkEventCount(span.eventTimes.length + span.linkTraceIds.length + 1)
  let traceId = ''
  let count = 0
  let spanId = ''
  let traceState = ''
  const attributes: Attributes = {}
  readMessage(reader, (field) => {
    if (field === 1) traceId = readHex(reader)
    else if (field === 2) spanId = readHex(reader)
    else if (field === 3) traceState = reader.string()
    else if (field === 4) {
      checkAttributeCount(++count)
      readAttribute(reader, attributes)
    } else return false
    return true
  })
  span.linkTraceIds.push(optionalId(traceId, isTraceId))
  span.linkSpanIds.push(optionalId(spanId, isSpanId))
  span.linkTraceStates.push(traceState)
  span.linkAttributes.push(attributes)
  return true
}
