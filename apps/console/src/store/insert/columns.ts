import type { ClickHouseClient } from '@clickhouse/client'
import type { ErrorRow } from '../../model/error-row.ts'
import type { LogRow } from '../../model/log-row.ts'
import type { Rows } from '../../model/row-sink.ts'
import type { SegmentRow } from '../../model/segment-row.ts'
import type { SpanRow } from '../../model/span-row.ts'

export const tables = {
  spans: 'otel_traces',
  logs: 'otel_logs',
  segments: 'xray_segments',
  errors: 'rollbar_items',
} as const satisfies Record<keyof Rows, string>

/** Names of the written columns in order, by kind of row. */
export type Columns = Readonly<Record<keyof Rows, readonly string[]>>

const written = true

/** All columns of the rows. */
export const allColumns: Columns = {
  spans: Object.keys({
    ...{ Timestamp: written, TraceId: written, SpanId: written, ParentSpanId: written },
    ...{ TraceState: written, SpanName: written, SpanKind: written, ServiceName: written },
    ...{ ResourceAttributes: written, ScopeName: written, ScopeVersion: written },
    ...{ SpanAttributes: written, Duration: written, StatusCode: written, StatusMessage: written },
    ...{ 'Events.Timestamp': written, 'Events.Name': written, 'Events.Attributes': written },
    ...{ 'Links.TraceId': written, 'Links.SpanId': written, 'Links.TraceState': written },
    ...{ 'Links.Attributes': written, RetainUntil: written },
  } satisfies Record<keyof Required<SpanRow>, true>),
  logs: Object.keys({
    ...{ Timestamp: written, TraceId: written, SpanId: written, TraceFlags: written },
    ...{ SeverityText: written, SeverityNumber: written, ServiceName: written, Body: written },
    ...{ ResourceSchemaUrl: written, ResourceAttributes: written, ScopeSchemaUrl: written },
    ...{ ScopeName: written, ScopeVersion: written, ScopeAttributes: written },
    ...{ LogAttributes: written, EventName: written, LineId: written, RetainUntil: written },
  } satisfies Record<keyof Required<LogRow>, true>),
  segments: Object.keys({
    ...{ Timestamp: written, Duration: written, TraceId: written, SegmentId: written },
    ...{ ParentId: written, Name: written, ServiceName: written, InstanceId: written },
    ...{ IsSubsegment: written },
    ...{ InProgress: written, Namespace: written, Origin: written, Error: written },
    ...{ Fault: written, Throttle: written, Annotations: written, Metadata: written },
    ...{ Http: written, Sql: written, Aws: written, Cause: written, Service: written },
    ...{ User: written, Other: written, RetainUntil: written },
  } satisfies Record<keyof Required<SegmentRow>, true>),
  errors: Object.keys({
    ...{ Timestamp: written, Uuid: written, TraceId: written, SpanId: written },
    ...{ ServiceName: written, Environment: written, CodeVersion: written, Level: written },
    ...{ Fingerprint: written, Title: written, ExceptionClass: written, Message: written },
    ...{ Context: written, Data: written },
  } satisfies Record<keyof ErrorRow, true>),
}

/** The columns that exist: a table created by an older Collector may lack some. */
export async function storedColumns(client: ClickHouseClient): Promise<Columns> {
  const result = await client.query({
    query:
      'SELECT table, groupArray(name) AS names FROM system.columns WHERE database = currentDatabase() AND table IN {tables:Array(String)} GROUP BY table',
    query_params: { tables: Object.values(tables) },
    format: 'JSONEachRow',
  })
  const found = await result.json<{ table: string; names: string[] }>()
  const namesOf = new Map(found.map(({ table, names }) => [table, new Set(names)]))
  const stored = (kind: keyof Rows) =>
    allColumns[kind].filter((name) => namesOf.get(tables[kind])?.has(name) ?? true)
  return {
    spans: stored('spans'),
    logs: stored('logs'),
    segments: stored('segments'),
    errors: stored('errors'),
  }
}
