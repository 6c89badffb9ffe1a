import type { ClickHouseClient } from '@clickhouse/client'
import { StoreError } from '../../model/store-error.ts'
import {
  type AppliedVersion,
  isOfOtherBuild,
  newestVersion,
  schemaFingerprint,
} from '../schema-files.ts'
import { type Layout, qualified } from './layout.ts'
import { schemaTables } from './migration-plan.ts'

/** The schema of a database of a server. */
export interface SchemaState {
  /** 0 without the tables of the console, or when a migration was interrupted. */
  readonly version: number
  /** Whether the tables have the same version and differ. */
  readonly isOfOtherBuild: boolean
  readonly missingTables: readonly string[]
}

export async function readSchemaState(
  client: ClickHouseClient,
  { database }: Pick<Layout, 'database'>,
): Promise<SchemaState> {
  const read = async <Row>(query: string): Promise<Row[]> => {
    const result = await client.query({ query, query_params: { database }, format: 'JSONEachRow' })
    return result.json<Row>()
  }
  const tables = await read<{ name: string }>(
    'SELECT name FROM system.tables WHERE database = {database:String}',
  )
  const names = new Set(tables.map(({ name }) => name))
  const versions = names.has('console_schema')
    ? await read<AppliedVersion>(`SELECT * FROM ${qualified(database, 'console_schema')}`)
    : []
  return {
    version: Math.max(0, ...versions.map(({ Version }) => Version)),
    isOfOtherBuild: isOfOtherBuild(versions),
    missingTables: schemaTables.filter((table) => !names.has(table)),
  }
}

/** @throws StoreError when the database has a newer schema than this console, or that of another build */
export function isCurrent(
  { version, isOfOtherBuild, missingTables }: SchemaState,
  database: string,
): boolean {
  if (version > newestVersion)
    throw new StoreError(
      'CON_STORE_NEWER_SCHEMA',
      `the database ${database} has schema version ${version}, but this console supports version ${newestVersion}: use a newer console, or set CONSOLE_CLICKHOUSE_DATABASE to another database`,
    )
  if (isOfOtherBuild)
    throw new StoreError(
      'CON_STORE_OTHER_SCHEMA',
      `the tables in the database ${database} are of another build of the console and differ: drop the tables whose names start with console_ and run console migrate, or set CONSOLE_CLICKHOUSE_DATABASE to another database`,
    )
  return version === newestVersion && missingTables.length === 0
}

/**
 * Checks that the tables have the schema of this console, and changes nothing.
 * @throws StoreError that names the command to run
 */
export async function checkSchema(client: ClickHouseClient, database: string): Promise<void> {
  const state = await readSchemaState(client, { database })
  if (isCurrent(state, database)) return
  const { version, missingTables } = state
  const found =
    version === 0
      ? 'no tables of the console'
      : version < newestVersion
        ? `schema version ${version} instead of ${newestVersion}`
        : `no table ${missingTables.join(', ')}`
  throw new StoreError(
    'CON_STORE_SCHEMA_MISSING',
    `the database ${database} has ${found}: run console migrate`,
  )
}

export async function recordVersion(client: ClickHouseClient, { database }: Layout): Promise<void> {
  await client.insert({
    table: qualified(database, 'console_schema'),
    values: [{ Version: newestVersion, Fingerprint: schemaFingerprint(newestVersion) }],
    columns: ['Version', 'Fingerprint'],
    format: 'JSONEachRow',
  })
}
