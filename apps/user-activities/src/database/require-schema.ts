import { StartError } from '@cruddur/fastify-service'
import type { Pool } from 'pg'
import type { Migration } from './migrations.ts'
import { readLedger, refuseForeign } from './schema-ledger.ts'

/**
 * @returns the version of the schema: the one that these migrations make, or a newer one that was
 * declared to leave services like this one working
 * @throws StartError when it is older, or newer and not for this service
 */
export async function requireSchema(pool: Pool, migrations: readonly Migration[]): Promise<number> {
  const ledger = await readLedger(pool)
  refuseForeign(ledger, migrations)
  if (ledger.version < migrations.length)
    throw new StartError(
      `the database has schema version ${ledger.version}, this service needs ${migrations.length}: run the migration step first (migrate.ts, see README)`,
    )
  return ledger.version
}
