import { StartError } from '@cruddur/fastify-service'
import type { Pool } from 'pg'
import type { Migration } from './migrations.ts'

type Queryable = Pick<Pool, 'query'>

/** The migrations applied to the database. */
export interface AppliedMigrations {
  /** Newest applied version; 0 for an empty database. */
  readonly version: number
  /** Services that know this version or a later one can run on the schema. */
  readonly compatibleFrom: number
  /** By version. */
  readonly checksums: ReadonlyMap<number, string>
}

export async function createTable(client: Queryable): Promise<void> {
  await client.query(`
    create table if not exists schema_migrations (
      version integer primary key,
      name text not null,
      checksum text not null,
      applied_at timestamptz not null default now()
    );
    alter table schema_migrations add column if not exists compatible_from integer`)
}

export async function readApplied(client: Queryable): Promise<AppliedMigrations> {
  const { rows: found } = await client.query<{ exists: boolean }>(
    `select to_regclass('schema_migrations') is not null as exists`,
  )
  if (!found[0]?.exists) return { version: 0, compatibleFrom: 0, checksums: new Map() }
  const { rows } = await client.query<{
    version: number
    checksum: string
    compatible_from: number
  }>(
    // Through JSON, because the oldest databases lack the column.
    `select version, checksum,
       coalesce((to_jsonb(applied) ->> 'compatible_from')::integer, version) as compatible_from
     from schema_migrations as applied`,
  )
  return {
    version: Math.max(0, ...rows.map(({ version }) => version)),
    compatibleFrom: Math.max(0, ...rows.map((row) => row.compatible_from)),
    checksums: new Map(rows.map(({ version, checksum }) => [version, checksum])),
  }
}

/** @throws StartError when a service with these migrations can neither run on the schema nor migrate it */
export function assertCompatible(
  applied: AppliedMigrations,
  migrations: readonly Migration[],
): void {
  const known = migrations.length
  if (applied.version > known && applied.compatibleFrom > known)
    throw new StartError(
      `the database has schema version ${applied.version}, which needs a service that knows version ${applied.compatibleFrom}; this one knows ${known}: run a newer version of the service`,
    )
  for (const { version, name, checksum } of migrations)
    if (applied.checksums.has(version) && applied.checksums.get(version) !== checksum)
      throw new StartError(
        `migration ${version} (${name}) differs from the one applied to the database: restore the file and put the change into a new migration`,
      )
}
