import type { LogRow } from '../../src/model/log-row.ts'
import { nanosAgo } from './span-rows.ts'

/** A log line from a second ago, with overrides. */
export function logRow(over: Partial<LogRow> = {}): LogRow {
  return {
    ...{ Timestamp: nanosAgo(1_000), TraceId: '', SpanId: '', TraceFlags: 0 },
    ...{ SeverityText: 'INFO', SeverityNumber: 9, ServiceName: 'home-activities', Body: 'line' },
    ...{ ResourceSchemaUrl: '', ResourceAttributes: {}, ScopeSchemaUrl: '', ScopeName: '' },
    ...{ ScopeVersion: '', ScopeAttributes: {}, LogAttributes: {}, EventName: '' },
    ...over,
  }
}
