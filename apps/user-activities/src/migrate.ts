// Migrates the database to the schema of this version, then exits. Safe to repeat.
import { ConfigurationError } from '@cruddur/environment'
import { StartError } from '@cruddur/fastify-service'
import { loadConfig } from './config.ts'
import { migrate } from './database/migrate.ts'
import { loadMigrations } from './database/migrations.ts'
import { openDatabase } from './database/open-database.ts'
import { databaseStartError } from './database/start-error.ts'
import { insertSampleData } from './sample-data/insert-sample-data.ts'

const statementTimeoutMillis = 600_000

try {
  const config = loadConfig(process.env)
  const database = await openDatabase(
    { ...config.database, statementTimeoutMillis },
    () => undefined,
  )
  try {
    const migrations = await loadMigrations()
    const fill = config.sampleData ? insertSampleData : undefined
    const { schemaVersion, applied } = await migrate(database.pool, migrations, fill)
    const done = applied.length > 0 ? `applied ${applied.join(', ')}` : 'nothing to apply'
    process.stdout.write(`schema version ${schemaVersion}: ${done}\n`)
  } finally {
    await database.close()
  }
} catch (thrown) {
  const error = databaseStartError(thrown)
  const isExpected = error instanceof ConfigurationError || error instanceof StartError
  const text = error instanceof Error ? (isExpected ? error.message : error.stack) : String(error)
  process.stderr.write(`user-activities migration: ${text}\n`)
  process.exitCode = 1
}
