import type { ClickHouseClient } from '@clickhouse/client'
import { StoreError } from '../../model/store-error.ts'
import { schemaFiles, tableName } from '../schema-files.ts'
import type { Layout } from './layout.ts'

/** A table that exists before the migration. */
export interface ExistingTable {
  readonly database: string
  readonly table: string
  readonly engine: string
  /** Types by column. */
  readonly columns: ReadonlyMap<string, string>
}

export interface ExistingTables {
  /** The table that the console reads. */
  find(table: string): ExistingTable | undefined
  /** The stored table that views read: the one behind a Distributed table, if there is one. */
  findLocal(table: string): ExistingTable | undefined
}

/** Reads which of these tables exist. */
export async function readExistingTables(
  client: ClickHouseClient,
  { database, localDatabase }: Layout,
): Promise<ExistingTables> {
  const read = async <Row>(query: string, query_params: Record<string, unknown>): Promise<Row[]> =>
    (await client.query({ query, query_params, format: 'JSONEachRow' })).json<Row>()
  const tables = await read<{ database: string; table: string; engine: string; full: string }>(
    `SELECT database, name AS table, engine, engine_full AS full FROM system.tables
     WHERE database IN {databases:Array(String)} AND name IN {names:Array(String)}`,
    { databases: [database, localDatabase], names: schemaFiles.map(tableName) },
  )
  const found = await Promise.all(
    tables.map(async ({ full, ...table }) => {
      const columns = await read<{ name: string; type: string }>(
        `SELECT name, type FROM system.columns
         WHERE database = {database:String} AND table = {table:String}`,
        table,
      )
      return {
        ...table,
        columns: new Map(columns.map(({ name, type }) => [name, type])),
        behind: /^Distributed\('[^']*', '([^']*)', '([^']*)'/.exec(full)?.slice(1),
      }
    }),
  )
  const at = (inDatabase: string, table: string) =>
    found.find((one) => one.database === inDatabase && one.table === table)
  return {
    find: (table) => at(database, table),
    findLocal: (table) => {
      const shown = at(database, table)
      if (!shown?.behind) return at(localDatabase, table)
      const [ofDatabase = localDatabase, ofTable = table] = shown.behind
      // The columns of a Distributed table are those of the stored one.
      return {
        ...shown,
        database: ofDatabase,
        table: ofTable,
        engine: 'behind a Distributed table',
      }
    },
  }
}

/** @throws StoreError when a table that exists cannot be read */
export function checkReadable(
  existing: ExistingTables,
  table: string,
  { cluster, database, localDatabase }: Layout,
): void {
  const shown = existing.find(table)
  if (cluster !== undefined && shown && shown.engine !== 'Distributed')
    throw new StoreError(
      'CON_STORE_SCHEMA_CONFLICT',
      `${database}.${table} is not a Distributed table: set CONSOLE_CLICKHOUSE_DATABASE to a database for Distributed tables, and --local-database to ${database}`,
    )
  const stored = existing.findLocal(table)
  for (const [column, type] of stored?.columns ?? [])
    if (type.startsWith('JSON'))
      throw new StoreError(
        'CON_STORE_SCHEMA_CONFLICT',
        `${localDatabase}.${table}.${column} has the type JSON, but the console reads the type Map: set json to false in the Collector's ClickHouse exporter and use another database`,
      )
}
