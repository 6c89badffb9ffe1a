import type { LogRow } from '../../../model/log-row.ts'
import { collectRows, type DecodedRows } from '../decoded-rows.ts'
import { addLogRecord, type WireLogRecord } from '../log-row.ts'
import { anyTime, type RecordTimes } from '../record-times.ts'
import { attributesField, typeField, valueField } from './any-value.ts'
import { checkSignal, decodeRecords } from './records.ts'
import {
  enumField,
  field,
  idField,
  type JsonObject,
  nanosField,
  parseRequest,
  textField,
  uint32Field,
} from './wire.ts'

const listNames = { resources: 'resourceLogs', scopes: 'scopeLogs', records: 'logRecords' }

/** SEVERITY_NUMBER_TRACE, _TRACE2, … _FATAL4: four numbers for each level. */
const severityNumbers: Readonly<Record<string, number>> = {
  SEVERITY_NUMBER_UNSPECIFIED: 0,
  ...Object.fromEntries(
    ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'].flatMap((level, index) =>
      ['', '2', '3', '4'].map((step, offset) => [
        `SEVERITY_NUMBER_${level}${step}`,
        4 * index + offset + 1,
      ]),
    ),
  ),
}

/**
 * ExportLogsServiceRequest as JSON → rows. Unknown fields are ignored.
 * @throws OtlpDecodeError
 */
export function decodeJsonLogs(bytes: Buffer, times = anyTime()): DecodedRows<LogRow> {
  const request = parseRequest(bytes)
  checkSignal(request, listNames.resources)
  return readLogs(request, times)
}

/** Reads the log records of a parsed request, which may contain other signals. */
export function readLogs(request: JsonObject, times: RecordTimes): DecodedRows<LogRow> {
  const collector = collectRows<LogRow>('log record')
  decodeRecords(request, listNames, collector, (record, context) =>
    addLogRecord(collector, readRecord(record), context, times),
  )
  return collector.finish()
}

function readRecord(record: JsonObject): WireLogRecord {
  return {
    timeNano: nanosField(record, 'timeUnixNano'),
    observedNano: nanosField(record, 'observedTimeUnixNano'),
    severityNumber: enumField(record, 'severityNumber', severityNumbers),
    severityText: textField(record, 'severityText'),
    body: valueField(record, 'body'),
    bodyType: field(record, 'body') === undefined ? 'string' : typeField(record, 'body'),
    attributes: attributesField(record, 'attributes'),
    flags: uint32Field(record, 'flags'),
    traceId: idField(record, 'traceId'),
    spanId: idField(record, 'spanId'),
    eventName: textField(record, 'eventName'),
  }
}
