import type { LogRow } from '../../../model/log-row.ts'
import type { Attributes } from '../attributes.ts'
import { collectRows, type DecodedRows, type RowCollector } from '../decoded-rows.ts'
import { addLogRecord, emptyLogRecord, type WireLogRecord } from '../log-row.ts'
import { readAttribute, readText } from './any-value.ts'
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
 * ExportLogsServiceRequest as protobuf → rows. Field numbers are those of
 * opentelemetry/proto/logs/v1/logs.proto.
 * @throws OtlpDecodeError
 */
export function decodeProtobufLogs(bytes: Buffer): DecodedRows<LogRow> {
  const collector = collectRows<LogRow>()
  readRequest(bytes, (reader) =>
    readFields(reader, reader.len, (field) => field === 1 && readResourceLogs(reader, collector)),
  )
  return collector.finish()
}

interface ResourceContext {
  readonly resource: Attributes
  readonly resourceSchemaUrl: string
}

function readResourceLogs(reader: Reader, collector: RowCollector<LogRow>): true {
  let resource: Attributes = {}
  let resourceSchemaUrl = ''
  const scopes: Slice[] = []
  readMessage(reader, (field) => {
    if (field === 1) resource = readResource(reader)
    else if (field === 2) scopes.push(takeSlice(reader))
    else if (field === 3) resourceSchemaUrl = reader.string()
    else return false
    return true
  })
  for (const slice of scopes)
    readScopeLogs(reader, slice, { resource, resourceSchemaUrl }, collector)
  return true
}

function readScopeLogs(
  reader: Reader,
  slice: Slice,
  resourceContext: ResourceContext,
  collector: RowCollector<LogRow>,
): void {
  let scope = noScope
  let scopeSchemaUrl = ''
  const records: Slice[] = []
  readSlice(reader, slice, (field) => {
    if (field === 1) scope = readScope(reader)
    else if (field === 2) records.push(takeSlice(reader))
    else if (field === 3) scopeSchemaUrl = reader.string()
    else return false
    return true
  })
  const context = {
    ...resourceContext,
    scopeSchemaUrl,
    scopeName: scope.name,
    scopeVersion: scope.version,
    scopeAttributes: scope.attributes,
  }
  for (const record of records) addLogRecord(collector, readRecord(reader, record), context)
}

function readRecord(reader: Reader, slice: Slice): WireLogRecord {
  const record = emptyLogRecord()
  readSlice(reader, slice, (field) => {
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
        return true
      case 6:
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
