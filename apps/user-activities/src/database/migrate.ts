import type { ClientBase, Pool } from 'pg'
import type { Migration } from './migrations.ts'
import { createLedger, readLedger, refuseForeign } from './schema-ledger.ts'

/** Any number that nobody else uses for an advisory lock of this database. */
const lockKey = 7_291_402

export interface Migrated {
  /** What the schema is now; newer than the migrations when a newer service has been here. */
  readonly schemaVersion: number
  /** The versions that were applied just now. */
  readonly applied: readonly number[]
}

/**
 * Applies what is missing, each step in a transaction of its own. Safe to repeat, to run twice at
 * once, and to run while the version before is serving.
 *
 * @param fill puts in what belongs there, while no other migration runs
 * @throws StartError when the schema is too new, or a step is not what was applied
 */
export async function migrate(
  pool: Pool,
  migrations: readonly Migration[],
  fill?: (client: ClientBase) => Promise<void>,
): Promise<Migrated> {
  const client = await pool.connect()
  try {
    // Waits for another migration that is running, however long that takes.
    await client.query('set statement_timeout = 0')
    await client.query({ text: 'select pg_advisory_lock($1)', values: [lockKey] })
    await createLedger(client)
    const ledger = await readLedger(client)
    refuseForeign(ledger, migrations)
    const missing = migrations.filter(({ version }) => !ledger.checksums.has(version))
    for (const migration of missing) await apply(client, migration)
    await fill?.(client)
    await client.query('select pg_advisory_unlock($1)', [lockKey])
    return {
      schemaVersion: Math.max(ledger.version, migrations.length),
      applied: missing.map(({ version }) => version),
    }
  } finally {
    // Ends the session, and with it the changed timeout and, after an error, the lock.
    client.release(true)
  }
}

async function apply(
  client: ClientBase,
  { version, name, sql, checksum, compatibleFrom }: Migration,
): Promise<void> {
  await client.query('begin')
  try {
    // Rather fail, to be repeated, than make the serving version wait behind a lock.
    await client.query(`set local lock_timeout = '5s'`)
    await client.query(sql)
    await client.query(
      'insert into schema_migrations (version, name, checksum, compatible_from) values ($1, $2, $3, $4)',
      [version, name, checksum, compatibleFrom],
    )
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw error
  }
}
