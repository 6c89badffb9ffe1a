import type { LogRow } from '../../../model/log-row.ts'
import { checkAttributeCount } from '../attributes.ts'
import { collectRows, type DecodedRows, type RowCollector } from '../decoded-rows.ts'
import { lazily } from '../lazily.ts'
import { addLogRecord, emptyLogRecord, type WireLogRecord } from '../log-row.ts'
import { anyTime, type RecordTimes } from '../record-times.ts'
import { readAttribute, readText, typeOfLastText } from './any-value.ts'
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
 * ExportLogsServiceRequest as protobuf → rows. Field numbers are those of
 * opentelemetry/proto/logs/v1/logs.proto.
 * @throws OtlpDecodeError
 */
export function decodeProtobufLogs(bytes: Buffer, times = anyTime()): DecodedRows<LogRow> {
  const collector = collectRows<LogRow>('log record')
  readRequest(bytes, (reader) =>
    readFields(
      reader,
      reader.len,
      (field) => field === 1 && readResourceLogs(reader, collector, times),
    ),
  )
  return collector.finish()
}

interface ResourceContext {
  readonly resource: Slice | undefined
  readonly resourceSchemaUrl: string
}

function readResourceLogs(
  reader: Reader,
  collector: RowCollector<LogRow>,
  times: RecordTimes,
): true {
  let resource: Slice | undefined
  let resourceSchemaUrl = ''
  const scopes: Slice[] = []
  readMessage(reader, (field) => {
    if (field === 1) resource = takeSlice(reader)
    else if (field === 2) scopes.push(takeSlice(reader))
    else if (field === 3) resourceSchemaUrl = reader.string()
    else return false
    return true
  })
  for (const slice of scopes)
    readScopeLogs(reader, slice, { resource, resourceSchemaUrl }, collector, times)
  return true
}

function readScopeLogs(
  reader: Reader,
  slice: Slice,
  { resource, resourceSchemaUrl }: ResourceContext,
  collector: RowCollector<LogRow>,
  times: RecordTimes,
): void {
  let scope: Slice | undefined
  let scopeSchemaUrl = ''
  const records: Slice[] = []
  readSlice(reader, slice, (field) => {
    if (field === 1) scope = takeSlice(reader)
    else if (field === 2) records.push(takeSlice(reader))
    else if (field === 3) scopeSchemaUrl = reader.string()
    else return false
    return true
  })
  const context = lazily(() => {
    const { name, version, attributes } = readScope(reader, scope)
    return {
      resource: readResource(reader, resource),
      resourceSchemaUrl,
      scopeSchemaUrl,
      scopeName: name,
      scopeVersion: version,
      scopeAttributes: attributes,
    }
  })
  for (const record of records)
    collector.record(() => addLogRecord(collector, readRecord(reader, record), context(), times))
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
