import { StartError } from '@cruddur/fastify-service'
import type { ClientBase, Pool } from 'pg'
import type { Migration } from './migrations.ts'

/** Any number that nobody else uses for an advisory lock of this database. */
const lockKey = 7_291_402

const ledgerTable = `
  create table if not exists schema_migrations (
    version integer primary key,
    name text not null,
    checksum text not null,
    applied_at timestamptz not null default now()
  )`

/**
 * Applies what is missing, each step in a transaction of its own. Safe to repeat, to run twice at
 * once, and to run while the version before is serving.
 *
 * @param fill puts in what belongs there, while no other migration runs
 * @returns the versions that were applied now
 * @throws StartError when the schema is newer, or a step is not what was applied
 */
export async function migrate(
  pool: Pool,
  migrations: readonly Migration[],
  fill?: (client: ClientBase) => Promise<void>,
): Promise<number[]> {
  const client = await pool.connect()
  try {
    // Waits for another migration that is running, however long that takes.
    await client.query('set statement_timeout = 0')
    await client.query({ text: 'select pg_advisory_lock($1)', values: [lockKey] })
    await client.query(ledgerTable)
    const applied = await appliedMigrations(client)
    refuseDifferent(applied, migrations)
    const missing = migrations.filter(({ version }) => !applied.has(version))
    for (const migration of missing) await apply(client, migration)
    await fill?.(client)
    await client.query('select pg_advisory_unlock($1)', [lockKey])
    return missing.map(({ version }) => version)
  } finally {
    // Ends the session, and with it the changed timeout and, after an error, the lock.
    client.release(true)
  }
}

/** @throws StartError unless the schema is exactly the one these migrations make */
export async function refuseOtherSchema(
  pool: Pool,
  migrations: readonly Migration[],
): Promise<void> {
  const { rows } = await pool.query<{ exists: boolean }>(
    `select to_regclass('schema_migrations') is not null as exists`,
  )
  const applied = rows[0]?.exists ? await appliedMigrations(pool) : new Map<number, string>()
  refuseDifferent(applied, migrations)
  if (applied.size < migrations.length)
    throw new StartError(
      `the database has schema version ${applied.size}, this service needs ${migrations.length}: run the migration step first (migrate.ts, see README)`,
    )
}

async function appliedMigrations(client: Pick<Pool, 'query'>): Promise<Map<number, string>> {
  const { rows } = await client.query<{ version: number; checksum: string }>(
    'select version, checksum from schema_migrations',
  )
  return new Map(rows.map(({ version, checksum }) => [version, checksum]))
}

function refuseDifferent(applied: Map<number, string>, migrations: readonly Migration[]): void {
  const newest = Math.max(0, ...applied.keys())
  if (newest > migrations.length)
    throw new StartError(
      `the database has schema version ${newest}, this service knows only ${migrations.length}: run a newer version of the service`,
    )
  for (const { version, name, checksum } of migrations)
    if (applied.has(version) && applied.get(version) !== checksum)
      throw new StartError(
        `migration ${version} (${name}) is not the one that was applied to the database: restore it, and put the change into a migration of its own`,
      )
}

async function apply(client: ClientBase, { version, name, sql, checksum }: Migration) {
  await client.query('begin')
  try {
    // Rather fail, to be repeated, than make the serving version wait behind a lock.
    await client.query(`set local lock_timeout = '5s'`)
    await client.query(sql)
    await client.query(
      'insert into schema_migrations (version, name, checksum) values ($1, $2, $3)',
      [version, name, checksum],
    )
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw error
  }
}
