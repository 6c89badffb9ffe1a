import type { ClickHouseClient } from '@clickhouse/client'
import { StoreError } from '../model/store-error.ts'
import { bufferedStatements } from './buffers.ts'
import { listSql, readSql } from './sql-files.ts'

const versionsTable = 'tables/console_schema.sql'

/** Version → its files in order. Each statement is idempotent, because a start may be interrupted. */
type Manifest = Readonly<Record<string, readonly string[]>>

/**
 * Migrates the tables to the schema version of this console.
 * @param isBuffered whether tables get a buffer in front of them
 * @throws StoreError when the data have a newer version
 */
export async function migrate(client: ClickHouseClient, isBuffered = false): Promise<void> {
  const manifest = readManifest()
  const versions = Object.keys(manifest).map(Number)
  const newest = Math.max(...versions)
  await client.command({ query: readSql(`schema/${versionsTable}`) })
  const current = await currentVersion(client)
  if (current > newest)
    throw new StoreError(
      'CON_STORE_NEWER_SCHEMA',
      `the data have schema version ${current}, but this console supports version ${newest}: use the console that wrote them, or set CONSOLE_DATA_DIR to another folder`,
    )

  for (const version of versions.filter((version) => version > current).sort((a, b) => a - b)) {
    for (const file of manifest[version] ?? []) {
      const sql = readSql(`schema/${file}`)
      for (const query of isBuffered ? bufferedStatements(sql) : [sql])
        await client.command({ query })
    }
    await client.insert({
      table: 'console_schema',
      values: [{ Version: version }],
      columns: ['Version'],
      format: 'JSONEachRow',
    })
  }
}

function readManifest(): Manifest {
  const manifest: Manifest = JSON.parse(readSql('schema/manifest.json'))
  const named = new Set([versionsTable, ...Object.values(manifest).flat()])
  const missing = listSql('schema').filter((file) => !named.has(file))
  if (missing.length > 0)
    throw new Error(`schema/manifest.json does not name ${missing.join(', ')}`)
  return manifest
}

async function currentVersion(client: ClickHouseClient): Promise<number> {
  const result = await client.query({
    query: 'SELECT max(Version) AS version FROM console_schema',
    format: 'JSONEachRow',
  })
  const [row] = await result.json<{ version: number }>()
  return row?.version ?? 0
}
