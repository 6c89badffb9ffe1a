import type { LogRow } from '../../../model/log-row.ts'
import { collectRows, type DecodedRows } from '../decoded-rows.ts'
import { addLogRecord, type WireLogRecord } from '../log-row.ts'
import { attributesField, valueText } from './any-value.ts'
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
 * ExportLogsServiceRequest as JSON → rows. Unknown fields are ignored.
 * @throws OtlpDecodeError
 */
export function decodeJsonLogs(bytes: Buffer): DecodedRows<LogRow> {
  const collector = collectRows<LogRow>()
  for (const resourceLogs of objectsField(parseRequest(bytes), 'resourceLogs')) {
    const resource = attributesField(objectField(resourceLogs, 'resource'), 'attributes')
    for (const scopeLogs of objectsField(resourceLogs, 'scopeLogs')) {
      const scope = objectField(scopeLogs, 'scope')
      const context = {
        resource,
        resourceSchemaUrl: textField(resourceLogs, 'schemaUrl'),
        scopeSchemaUrl: textField(scopeLogs, 'schemaUrl'),
        scopeName: textField(scope, 'name'),
        scopeVersion: textField(scope, 'version'),
        scopeAttributes: attributesField(scope, 'attributes'),
      }
      for (const record of objectsField(scopeLogs, 'logRecords'))
        addLogRecord(collector, readRecord(record), context)
    }
  }
  return collector.finish()
}

function readRecord(record: JsonObject): WireLogRecord {
  return {
    timeNano: nanosField(record, 'timeUnixNano'),
    observedNano: nanosField(record, 'observedTimeUnixNano'),
    severityNumber: numberField(record, 'severityNumber'),
    severityText: textField(record, 'severityText'),
    body: valueText(record.body),
    attributes: attributesField(record, 'attributes'),
    flags: numberField(record, 'flags'),
    traceId: idField(record, 'traceId'),
    spanId: idField(record, 'spanId'),
    eventName: textField(record, 'eventName'),
  }
}
