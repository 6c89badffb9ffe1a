import type { ClickHouseClient } from '@clickhouse/client'

/** The columns of a table, created by the console, an OpenTelemetry Collector or an administrator. */
export interface TableShape {
  readonly columns: ReadonlySet<string>
  /** Functions of the time in its sort key. */
  readonly timeFunctions: readonly string[]
}

export type Tables = ReadonlyMap<string, TableShape>

/** The time of a row. */
export function timeColumn(table: string): 'Timestamp' | 'TimeUnix' {
  return table.startsWith('otel_metrics_') ? 'TimeUnix' : 'Timestamp'
}

const tableQuery = `
SELECT name, sorting_key AS sortKey, engine, engine_full AS definition
FROM system.tables
WHERE database = currentDatabase()`
const columnQuery = `
SELECT table, name
FROM system.columns
WHERE database = currentDatabase()`
const timeFunction =
  /\b(to(?:StartOf\w+|Date|DateTime|YYYYMM|YYYYMMDD|UnixTimestamp))\((?:Timestamp|TimeUnix)\)/g

/** Reads columns and sort keys; a Distributed table has the sort key of its local table, a Buffer that of its stored one. */
export async function loadTables(client: ClickHouseClient): Promise<Tables> {
  const read = async <Row>(query: string): Promise<Row[]> =>
    (await client.query({ query, format: 'JSONEachRow' })).json<Row>()
  const tables = await read<{ name: string; sortKey: string; engine: string; definition: string }>(
    tableQuery,
  )
  const columns = await read<{ table: string; name: string }>(columnQuery)
  const columnsOf = Map.groupBy(columns, ({ table }) => table)
  const keyOf = new Map(tables.map(({ name, sortKey }) => [name, sortKey]))
  return new Map(
    tables.map(({ name, sortKey, definition }) => [
      name,
      {
        columns: new Set((columnsOf.get(name) ?? []).map((column) => column.name)),
        timeFunctions: timeFunctionsOf(sortKey || (keyOf.get(localTable(definition)) ?? '')),
      },
    ]),
  )
}

function timeFunctionsOf(sortKey: string): string[] {
  return [...sortKey.matchAll(timeFunction)].map(([, name = '']) => name)
}

/** The table behind `Distributed('cluster', 'database', 'table', …)` or `Buffer('database', 'table', …)`. */
function localTable(definition: string): string {
  const [, name = ''] =
    /^(?:Distributed\([^,]+,|Buffer\()[^,]+,\s*'?([^,')]+)/.exec(definition) ?? []
  return name
}
