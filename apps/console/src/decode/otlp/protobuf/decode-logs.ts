import type { LogRow } from '../../../model/log-row.ts'
import { checkAttributeCount } from '../attributes.ts'
import { collectRows, type DecodedRows } from '../decoded-rows.ts'
import { addLogRecord, emptyLogRecord, type WireLogRecord } from '../log-row.ts'
import { anyTime } from '../record-times.ts'
import { readAttribute, readText, typeOfLastText } from './any-value.ts'
import { readRecords } from './records.ts'
import { checkWireType, type Reader, readFixed64, readHex, readSlice, type Slice } from './wire.ts'

/**
 * ExportLogsServiceRequest as protobuf → rows. Field numbers are those of
 * opentelemetry/proto/logs/v1/logs.proto.
 * @throws OtlpDecodeError
 */
export function decodeProtobufLogs(bytes: Buffer, times = anyTime()): DecodedRows<LogRow> {
  const collector = collectRows<LogRow>('log record')
  readRecords(bytes, (reader, record, context) =>
    collector.record(() => addLogRecord(collector, readRecord(reader, record), context(), times)),
  )
  return collector.finish()
}

/** By field number of LogRecord. */
const recordWireTypes = [undefined, 1, 0, 2, undefined, 2, 2, 0, 5, 2, 2, 1, 2]

function readRecord(reader: Reader, slice: Slice): WireLogRecord {
  const record = emptyLogRecord()
  let attributeCount = 0
  readSlice(reader, slice, (field, wireType) => {
    checkWireType(recordWireTypes[field], wireType)
    switch (field) {
      case 1:
        record.timeNano = readFixed64(reader)
        return true
      case 2:
        record.severityNumber = reader.int32()
        return true
      case 3:
        record.severityText = reader.string()
        return true
      case 5:
        record.body = readText(reader)
        record.bodyType = typeOfLastText()
        return true
      case 6:
        checkAttributeCount(++attributeCount)
        return readAttribute(reader, record.attributes)
      case 8:
        record.flags = reader.fixed32()
        return true
      case 9:
        record.traceId = readHex(reader)
        return true
      case 10:
        record.spanId = readHex(reader)
        return true
      case 11:
        record.observedNano = readFixed64(reader)
        return true
      case 12:
        record.eventName = reader.string()
        return true
      default:
        return false
    }
  })
  return record
}
