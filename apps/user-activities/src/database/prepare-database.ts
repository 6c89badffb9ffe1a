import type { Pool } from 'pg'
import { insertSampleData } from '../sample-data/insert-sample-data.ts'
import { lockKey, migrate } from './migrate.ts'
import { loadMigrations } from './migrations.ts'
import type { Database } from './open-database.ts'
import { requireSchema } from './require-schema.ts'

export interface PreparedDatabase {
  readonly schemaVersion: number
  /** Newest version known to this service. */
  readonly knownVersion: number
}

/**
 * Ensures that this service can run on the schema and inserts the sample data. Migrates an embedded
 * database; never a server, which other versions of the service may use.
 *
 * @throws StartError for a schema that is older, or newer and incompatible
 */
export async function prepareDatabase(
  database: Database,
  sampleData: boolean,
): Promise<PreparedDatabase> {
  const migrations = await loadMigrations()
  const knownVersion = migrations.length
  if (!database.embedded) {
    const schemaVersion = await requireSchema(database.pool, migrations)
    if (sampleData) await seed(database.pool)
    return { schemaVersion, knownVersion }
  }
  const fill = sampleData ? insertSampleData : undefined
  const { schemaVersion } = await migrate(database.pool, migrations, fill)
  return { schemaVersion, knownVersion }
}

/** Several replicas may start at once; the lock lets one of them insert. */
async function seed(pool: Pool): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query('begin')
    await client.query('select pg_advisory_xact_lock($1)', [lockKey])
    await insertSampleData(client)
    await client.query('commit')
  } finally {
    client.release(true)
  }
}
