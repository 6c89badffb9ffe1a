import { insertSampleData } from '../sample-data/insert-sample-data.ts'
import { migrate, refuseOtherSchema } from './migrate.ts'
import { loadMigrations } from './migrations.ts'
import type { Database } from './open-database.ts'

/**
 * Makes sure that the schema is the one this service needs. An embedded database is brought there;
 * a server's is left alone, for other versions of the service may be using it.
 *
 * @throws StartError when the schema is older or newer
 */
export async function prepareDatabase(database: Database, sampleData: boolean): Promise<void> {
  const migrations = await loadMigrations()
  if (database.embedded) {
    await migrate(database.pool, migrations, sampleData ? insertSampleData : undefined)
  } else {
    await refuseOtherSchema(database.pool, migrations)
  }
}
