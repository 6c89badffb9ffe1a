import type { DatabaseConfig } from './database-variables.ts'
import type { Fill } from './migrate.ts'
import { type Database, openDatabase } from './open-database.ts'
import { prepareDatabase } from './prepare-database.ts'
import { databaseStartError } from './start-error.ts'

export interface StartDatabaseOptions {
  /** Folder of the migrations, with `/` at the end. */
  readonly migrations: URL
  /** Inserts data into an empty database. */
  readonly fill?: Fill | undefined
  readonly logger: { warn(fields: object, message: string): void }
}

/**
 * Opens the database of a service and ensures that the service can run on its schema. Migrates an
 * embedded database; never a server, which other versions of the service may use.
 *
 * @throws StartError when it cannot be opened, or its schema is older, or newer and incompatible
 */
export async function startDatabase(
  config: DatabaseConfig,
  { migrations, fill, logger }: StartDatabaseOptions,
): Promise<Database> {
  const database = await openDatabase(config, (err) =>
    logger.warn({ err }, 'idle database connection lost'),
  )
  try {
    const { schemaVersion, knownVersion } = await prepareDatabase(database, { migrations, fill })
    if (schemaVersion > knownVersion)
      logger.warn(
        { schema_version: schemaVersion, known_schema_version: knownVersion },
        'schema is newer than this service and declared compatible',
      )
    return database
  } catch (error) {
    await database.close()
    throw databaseStartError(error)
  }
}
