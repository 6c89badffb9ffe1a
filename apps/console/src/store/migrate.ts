import type { ClickHouseClient } from '@clickhouse/client'
import { StoreError } from '../model/store-error.ts'
import { bufferedStatements, storedTable } from './buffers.ts'
import { repairOf } from './engine-errors.ts'
import {
  type AppliedVersion,
  isOfOtherBuild,
  manifest,
  newestVersion,
  readSchema,
  schemaFiles,
  schemaFingerprint,
  tableName,
  versionsTable,
} from './schema-files.ts'

/**
 * Migrates the tables of the embedded engine to the schema version of this console. Each statement is
 * idempotent, because a start may be interrupted.
 * @param folder names the data in errors
 * @throws StoreError when the data is of a newer version or another build
 */
export async function migrate(client: ClickHouseClient, folder = 'the data folder'): Promise<void> {
  await client.command({ query: readSchema(versionsTable) })
  const applied = await readApplied(client)
  const current = Math.max(0, ...applied.map(({ Version }) => Version))
  if (current > newestVersion)
    throw new StoreError(
      'CON_STORE_NEWER_SCHEMA',
      `${folder} has schema version ${current}, but this console supports version ${newestVersion}: use the console that wrote it, or set CONSOLE_DATA_DIR to another folder`,
    )

  if (isOfOtherBuild(applied))
    throw new StoreError(
      'CON_STORE_OTHER_SCHEMA',
      `${folder} was written by another build of the console, whose tables differ: delete it, or set CONSOLE_DATA_DIR to another folder`,
    )

  const versions = Object.keys(manifest).map(Number)
  for (const version of versions.filter((version) => version > current).sort((a, b) => a - b)) {
    for (const file of manifest[version] ?? [])
      for (const query of bufferedStatements(readSchema(file))) await client.command({ query })
    await client.insert({
      table: 'console_schema',
      values: [{ Version: version, Fingerprint: schemaFingerprint(version) }],
      columns: ['Version', 'Fingerprint'],
      format: 'JSONEachRow',
    })
  }
  await checkTables(client, folder)
}

/** Without one of them, rows would be refused or not counted. */
async function checkTables(client: ClickHouseClient, folder: string): Promise<void> {
  const result = await client.query({
    query: 'SELECT name FROM system.tables WHERE database = currentDatabase()',
    format: 'JSONEachRow',
  })
  // An interrupted replay leaves hidden tables, which it restores.
  const found = (await result.json<{ name: string }>()).map(({ name }) =>
    name.replace(/_hidden$/, ''),
  )
  const expected = schemaFiles.map(tableName).flatMap((name) => [name, storedTable(name)])
  const missing = [...new Set(expected).difference(new Set(found))]
  if (missing.length > 0)
    throw new StoreError(
      'CON_STORE_DAMAGED',
      `${folder} lacks ${missing.join(', ')}: ${repairOf(folder)}`,
    )
}

async function readApplied(client: ClickHouseClient): Promise<AppliedVersion[]> {
  const result = await client.query({
    query: 'SELECT * FROM console_schema',
    format: 'JSONEachRow',
  })
  return await result.json<AppliedVersion>()
}
