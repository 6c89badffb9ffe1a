import type { ClickHouseClient } from '@clickhouse/client'

/** A function of the time of a row that its sort key has. */
export interface TimeKey {
  readonly name: string
  /** The column that stores the result; undefined when the key has the function itself. */
  readonly column?: string
}

/** The columns of a table, created by the console, an OpenTelemetry Collector or an administrator. */
export interface TableShape {
  readonly columns: ReadonlySet<string>
  readonly timeKeys: readonly TimeKey[]
}

export type Tables = ReadonlyMap<string, TableShape>

/** The time of a row. */
export function timeColumn(table: string): 'Timestamp' | 'TimeUnix' {
  return table.startsWith('otel_metrics_') ? 'TimeUnix' : 'Timestamp'
}

const tableQuery = `
SELECT database, name, database = currentDatabase() AS isShown, sorting_key AS sortKey, engine_full AS definition
FROM system.tables
WHERE database NOT IN ('system', 'INFORMATION_SCHEMA', 'information_schema')`
const columnQuery = `
SELECT table, name
FROM system.columns
WHERE database = currentDatabase()`
const timeFunction =
  /\b(to(?:StartOf\w+|Date|DateTime|YYYYMM|YYYYMMDD|UnixTimestamp))\((?:Timestamp|TimeUnix)\)|\bTimestampTime\b/g

/** Reads columns and sort keys; a Distributed table has the sort key of its local table, a Buffer that of its stored one. */
export async function loadTables(client: ClickHouseClient): Promise<Tables> {
  const read = async <Row>(query: string): Promise<Row[]> =>
    (await client.query({ query, format: 'JSONEachRow' })).json<Row>()
  const tables = await read<{
    readonly database: string
    readonly name: string
    readonly isShown: number
    readonly sortKey: string
    readonly definition: string
  }>(tableQuery)
  const columns = await read<{ table: string; name: string }>(columnQuery)
  const columnsOf = Map.groupBy(columns, ({ table }) => table)
  const keyOf = new Map(
    tables.map(({ database, name, sortKey }) => [`${database}.${name}`, sortKey]),
  )
  return new Map(
    tables
      .filter(({ isShown }) => isShown)
      .map(({ name, sortKey, definition }) => [
        name,
        {
          columns: new Set((columnsOf.get(name) ?? []).map((column) => column.name)),
          timeKeys: timeKeysOf(sortKey || (keyOf.get(localTable(definition)) ?? '')),
        },
      ]),
  )
}

/** Logs of Collectors before v0.151 have the column TimestampTime. */
function timeKeysOf(sortKey: string): TimeKey[] {
  return [...sortKey.matchAll(timeFunction)].map(([column, name]) =>
    name === undefined ? { name: 'toDateTime', column } : { name },
  )
}

/** The table behind `Distributed('cluster', 'database', 'table', …)` or `Buffer('database', 'table', …)`. */
function localTable(definition: string): string {
  const [, database = '', name = ''] =
    /^(?:Distributed\([^,]+,|Buffer\()\s*'?([^,']+)'?,\s*'?([^,')]+)/.exec(definition) ?? []
  return `${database}.${name}`
}
