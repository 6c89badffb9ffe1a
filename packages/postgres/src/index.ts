export type { ClientBase, Pool } from 'pg'
export {
  type DatabaseConfig,
  type DatabaseVariables,
  databaseConfig,
  databaseVariables,
} from './database-variables.ts'
export { isDatabaseUnavailable } from './is-unavailable.ts'
export { type Fill, type Migrated, migrate } from './migrate.ts'
export { loadMigrations, type Migration } from './migrations.ts'
export { type Database, openDatabase, unconnectedDatabase } from './open-database.ts'
export { prepareDatabase } from './prepare-database.ts'
export { requireSchema } from './require-schema.ts'
export { type RunMigrationsOptions, runMigrations } from './run-migrations.ts'
export { type StartDatabaseOptions, startDatabase } from './start-database.ts'
export { databaseStartError } from './start-error.ts'
export { translateDatabaseError } from './translate-database-error.ts'
