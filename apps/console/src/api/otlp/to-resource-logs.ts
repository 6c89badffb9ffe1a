import type { LogRow } from '../../model/log-row.ts'
import { parseRowTypes } from '../../model/value-types.ts'
import { anyValue, grouped, keyValues } from './wire.ts'

/** Log lines as the `resourceLogs` of OTLP's JSON form: by resource, then by scope. */
export function toResourceLogs(rows: readonly LogRow[]) {
  return grouped(rows, (row) => [
    row.ResourceAttributes,
    row.ResourceSchemaUrl,
    parseRowTypes(row.ValueTypes).resource,
  ]).map((ofResource) => ({
    resource: {
      attributes: keyValues(
        ofResource[0]?.ResourceAttributes ?? {},
        parseRowTypes(ofResource[0]?.ValueTypes).resource,
      ),
    },
    scopeLogs: grouped(ofResource, scopeOf).map((ofScope) => ({
      scope: {
        name: ofScope[0]?.ScopeName,
        version: ofScope[0]?.ScopeVersion,
        attributes: keyValues(
          ofScope[0]?.ScopeAttributes ?? {},
          parseRowTypes(ofScope[0]?.ValueTypes).scope,
        ),
      },
      logRecords: ofScope.map(toLogRecord),
      schemaUrl: ofScope[0]?.ScopeSchemaUrl,
    })),
    schemaUrl: ofResource[0]?.ResourceSchemaUrl,
  }))
}

function scopeOf(row: LogRow) {
  const { scope } = parseRowTypes(row.ValueTypes)
  return [row.ScopeName, row.ScopeVersion, row.ScopeAttributes, row.ScopeSchemaUrl, scope]
}

function toLogRecord(row: LogRow) {
  const types = parseRowTypes(row.ValueTypes)
  return {
    timeUnixNano: row.Timestamp,
    severityNumber: row.SeverityNumber,
    severityText: row.SeverityText,
    body: anyValue(row.Body, types.body ?? 'string'),
    attributes: keyValues(row.LogAttributes, types.attributes),
    flags: row.TraceFlags,
    traceId: row.TraceId,
    spanId: row.SpanId,
    eventName: row.EventName,
  }
}
