import type { ClientBase, Pool } from 'pg'
import type { Migration } from './migrations.ts'
import { assertCompatible, createTable, readApplied } from './schema-migrations.ts'

/** Arbitrary key of the advisory lock. */
export const lockKey = 7_291_402

export interface Migrated {
  /** Version of the schema; newer than the migrations after a newer service has migrated. */
  readonly schemaVersion: number
  /** Versions applied by this run. */
  readonly applied: readonly number[]
}

/** Inserts data under the migration lock. */
export type Fill = (client: ClientBase) => Promise<void>

/**
 * Applies pending migrations, each in its own transaction. Safe to repeat, to run concurrently, and
 * to run while the previous version is serving.
 *
 * @param fill inserts data under the migration lock
 * @throws StartError for a schema that is too new, or a migration that differs from the applied one
 */
export async function migrate(
  pool: Pool,
  migrations: readonly Migration[],
  fill?: Fill,
): Promise<Migrated> {
  const client = await pool.connect()
  try {
    // Waits for a concurrent migration without a timeout.
    await client.query('set statement_timeout = 0')
    await client.query({ text: 'select pg_advisory_lock($1)', values: [lockKey] })
    await createTable(client)
    const applied = await readApplied(client)
    assertCompatible(applied, migrations)
    const pending = migrations.filter(({ version }) => !applied.checksums.has(version))
    for (const migration of pending) await apply(client, migration)
    await fill?.(client)
    await client.query('select pg_advisory_unlock($1)', [lockKey])
    return {
      schemaVersion: Math.max(applied.version, migrations.length),
      applied: pending.map(({ version }) => version),
    }
  } finally {
    // Ends the session: resets the timeout and, after an error, releases the lock.
    client.release(true)
  }
}

async function apply(
  client: ClientBase,
  { version, name, sql, checksum, compatibleFrom }: Migration,
): Promise<void> {
  await client.query('begin')
  try {
    // Fails instead of blocking the serving version behind a lock; the run can be repeated.
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
