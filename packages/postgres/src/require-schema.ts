import { StartError } from '@cruddur/fastify-service'
import type { Pool } from 'pg'
import type { Migration } from './migrations.ts'
import { assertCompatible, readApplied } from './schema-migrations.ts'

/**
 * @returns the version of the schema: that of the migrations, or a newer, compatible one
 * @throws StartError for a schema that is older, or newer and incompatible
 */
export async function requireSchema(pool: Pool, migrations: readonly Migration[]): Promise<number> {
  const applied = await readApplied(pool)
  assertCompatible(applied, migrations)
  if (applied.version < migrations.length)
    throw new StartError(
      `the database has schema version ${applied.version}, this service needs ${migrations.length}: run the migration first (dist/migrate.js, see README)`,
    )
  return applied.version
}
