import type { ClickHouseClient } from '@clickhouse/client'
import type { Rows } from '../../model/row-sink.ts'
import { readSql } from '../sql-files.ts'

export const tables = {
  spans: 'otel_traces',
  logs: 'otel_logs',
  segments: 'xray_segments',
  errors: 'rollbar_items',
  gauges: 'otel_metrics_gauge',
  sums: 'otel_metrics_sum',
  histograms: 'otel_metrics_histogram',
  exponentialHistograms: 'otel_metrics_exponential_histogram',
  summaries: 'otel_metrics_summary',
} as const satisfies Record<keyof Rows, string>

export const rowKinds = Object.keys(tables) as readonly (keyof Rows)[]

/** Names of the written columns in order, by kind of row. */
export type Columns = Readonly<Record<keyof Rows, readonly string[]>>

/** A column, or a column of a Nested one, which is indented further. */
const column = /^( {4}| {8})(\w+) (\S+)(?: MATERIALIZED)?/gm

/** The columns of the rows, from the SQL file of their table. */
function columnsOf(table: string): string[] {
  const [, list = ''] = readSql(`schema/tables/${table}.sql`).split(/^[()]$/m)
  let nested = ''
  return [...list.matchAll(column)].flatMap(([text, indent = '', name = '', type]) => {
    if (name === 'INDEX' || text.endsWith('MATERIALIZED')) return []
    if (indent.length === 8) return [`${nested}.${name}`]
    if (type !== 'Nested') return [name]
    nested = name
    return []
  })
}

/** All columns of the rows. A row without a value gets the column's default. */
export const allColumns = Object.fromEntries(
  rowKinds.map((kind) => [kind, columnsOf(tables[kind])]),
) as unknown as Columns

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
  return Object.fromEntries(rowKinds.map((kind) => [kind, stored(kind)])) as unknown as Columns
}
