import type { ClickHouseClient } from '@clickhouse/client'
import { StoreError } from '../model/store-error.ts'
import { bufferedStatements } from './buffers.ts'
import { manifest, newestVersion, readSchema, versionsTable } from './schema-files.ts'

/**
 * Migrates the tables of the embedded engine to the schema version of this console. Each statement is
 * idempotent, because a start may be interrupted.
 * @throws StoreError when the data have a newer version
 */
export async function migrate(client: ClickHouseClient): Promise<void> {
  await client.command({ query: readSchema(versionsTable) })
  const current = await currentVersion(client)
  if (current > newestVersion)
    throw new StoreError(
      'CON_STORE_NEWER_SCHEMA',
      `the data have schema version ${current}, but this console supports version ${newestVersion}: use the console that wrote them, or set CONSOLE_DATA_DIR to another folder`,
    )

  const versions = Object.keys(manifest).map(Number)
  for (const version of versions.filter((version) => version > current).sort((a, b) => a - b)) {
    for (const file of manifest[version] ?? [])
      for (const query of bufferedStatements(readSchema(file))) await client.command({ query })
    await client.insert({
      table: 'console_schema',
      values: [{ Version: version }],
      columns: ['Version'],
      format: 'JSONEachRow',
    })
  }
}

async function currentVersion(client: ClickHouseClient): Promise<number> {
  const result = await client.query({
    query: 'SELECT max(Version) AS version FROM console_schema',
    format: 'JSONEachRow',
  })
  const [row] = await result.json<{ version: number }>()
  return row?.version ?? 0
}
