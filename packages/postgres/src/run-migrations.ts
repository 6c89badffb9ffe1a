import { ConfigurationError } from '@cruddur/environment'
import { StartError } from '@cruddur/fastify-service'
import type { DatabaseConfig } from './database-variables.ts'
import { type Fill, migrate } from './migrate.ts'
import { loadMigrations } from './migrations.ts'
import { openDatabase } from './open-database.ts'
import { databaseStartError } from './start-error.ts'

const statementTimeoutMillis = 600_000

export interface RunMigrationsOptions {
  /** Name of the service, for messages. */
  readonly name: string
  /** Folder of the migrations, with `/` at the end. */
  readonly migrations: URL
  /** Reads the configuration; may throw ConfigurationError. */
  readonly load: () => { readonly database: DatabaseConfig; readonly fill?: Fill | undefined }
}

/**
 * Migrates the database to the schema of this version. Safe to repeat. Prints the result; after an error
 * it prints one line with the reason and sets the exit code 1.
 */
export async function runMigrations({
  name,
  migrations,
  load,
}: RunMigrationsOptions): Promise<void> {
  try {
    const { database: config, fill } = load()
    const database = await openDatabase({ ...config, statementTimeoutMillis }, () => undefined)
    try {
      const known = await loadMigrations(migrations)
      const { schemaVersion, applied } = await migrate(database.pool, known, fill)
      const done = applied.length > 0 ? `applied ${applied.join(', ')}` : 'nothing to apply'
      process.stdout.write(`schema version ${schemaVersion}: ${done}\n`)
    } finally {
      await database.close()
    }
  } catch (thrown) {
    const error = databaseStartError(thrown)
    const isExpected = error instanceof ConfigurationError || error instanceof StartError
    const text = error instanceof Error ? (isExpected ? error.message : error.stack) : String(error)
    process.stderr.write(`${name} migration: ${text}\n`)
    process.exitCode = 1
  }
}
