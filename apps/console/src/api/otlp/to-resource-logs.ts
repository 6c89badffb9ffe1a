import type { LogRow } from '../../model/log-row.ts'
import { grouped, keyValues } from './wire.ts'

/** Log lines as the `resourceLogs` of OTLP's JSON form: by resource, then by scope. */
export function toResourceLogs(rows: readonly LogRow[]) {
  return grouped(rows, (row) => [row.ResourceAttributes, row.ResourceSchemaUrl]).map(
    (ofResource) => ({
      resource: { attributes: keyValues(ofResource[0]?.ResourceAttributes ?? {}) },
      scopeLogs: grouped(ofResource, scopeOf).map((ofScope) => ({
        scope: {
          name: ofScope[0]?.ScopeName,
          version: ofScope[0]?.ScopeVersion,
          attributes: keyValues(ofScope[0]?.ScopeAttributes ?? {}),
        },
        logRecords: ofScope.map(toLogRecord),
        schemaUrl: ofScope[0]?.ScopeSchemaUrl,
      })),
      schemaUrl: ofResource[0]?.ResourceSchemaUrl,
    }),
  )
}

function scopeOf({ ScopeName, ScopeVersion, ScopeAttributes, ScopeSchemaUrl }: LogRow) {
  return [ScopeName, ScopeVersion, ScopeAttributes, ScopeSchemaUrl]
}

function toLogRecord(row: LogRow) {
  return {
    timeUnixNano: row.Timestamp,
    severityNumber: row.SeverityNumber,
    severityText: row.SeverityText,
    body: { stringValue: row.Body },
    attributes: keyValues(row.LogAttributes),
    flags: row.TraceFlags,
    traceId: row.TraceId,
    spanId: row.SpanId,
    eventName: row.EventName,
  }
}
