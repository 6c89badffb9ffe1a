import { insertSampleData } from '../sample-data/insert-sample-data.ts'
import { migrate } from './migrate.ts'
import { loadMigrations } from './migrations.ts'
import type { Database } from './open-database.ts'
import { requireSchema } from './require-schema.ts'

export interface PreparedDatabase {
  readonly schemaVersion: number
  /** The newest version that this service knows. */
  readonly knownVersion: number
}

/**
 * Makes sure that the schema is one this service can run on. An embedded database is brought there;
 * a server's is left alone, for other versions of the service may be using it.
 *
 * @throws StartError when the schema is older, or newer and not for this service
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
