import type { Pool } from 'pg'
import { type Fill, lockKey, migrate } from './migrate.ts'
import { loadMigrations } from './migrations.ts'
import type { Database } from './open-database.ts'
import { requireSchema } from './require-schema.ts'

export interface PreparedDatabase {
  readonly schemaVersion: number
  /** Newest version known to this service. */
  readonly knownVersion: number
}

/**
 * Ensures that this service can run on the schema and inserts initial data. Migrates an embedded
 * database; never a server, which other versions of the service may use.
 *
 * @throws StartError for a schema that is older, or newer and incompatible
 */
export async function prepareDatabase(
  database: Database,
  { migrations: folder, fill }: { readonly migrations: URL; readonly fill?: Fill | undefined },
): Promise<PreparedDatabase> {
  const migrations = await loadMigrations(folder)
  const knownVersion = migrations.length
  if (!database.embedded) {
    const schemaVersion = await requireSchema(database.pool, migrations)
    if (fill) await insertOnce(database.pool, fill)
    return { schemaVersion, knownVersion }
  }
  const { schemaVersion } = await migrate(database.pool, migrations, fill)
  return { schemaVersion, knownVersion }
}

/** Several replicas may start at once; the lock lets one of them insert. */
async function insertOnce(pool: Pool, fill: Fill): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query('begin')
    await client.query('select pg_advisory_xact_lock($1)', [lockKey])
    await fill(client)
    await client.query('commit')
  } finally {
    client.release(true)
  }
}
