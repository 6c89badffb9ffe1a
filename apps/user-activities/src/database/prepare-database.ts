import { insertSampleData } from '../sample-data/insert-sample-data.ts'
import { migrate } from './migrate.ts'
import { loadMigrations } from './migrations.ts'
import type { Database } from './open-database.ts'
import { requireSchema } from './require-schema.ts'

export interface PreparedDatabase {
  readonly schemaVersion: number
  /** Newest version known to this service. */
  readonly knownVersion: number
}

/**
 * Ensures that this service can run on the schema. Migrates an embedded database; never a server,
 * which other versions of the service may use.
 *
 * @throws StartError for a schema that is older, or newer and incompatible
 */
export async function prepareDatabase(
  database: Database,
  sampleData: boolean,
): Promise<PreparedDatabase> {
  const migrations = await loadMigrations()
  const knownVersion = migrations.length
  if (!database.embedded)
    return { schemaVersion: await requireSchema(database.pool, migrations), knownVersion }
  const fill = sampleData ? insertSampleData : undefined
  const { schemaVersion } = await migrate(database.pool, migrations, fill)
  return { schemaVersion, knownVersion }
}
