import { StartError } from '@cruddur/fastify-service'
import type { Pool } from 'pg'
import type { Migration } from './migrations.ts'

type Queryable = Pick<Pool, 'query'>

/** What the database says of the steps that made its schema. */
export interface SchemaLedger {
  /** The newest step that was applied; 0 before the first. */
  readonly version: number
  /** A service that knows the steps up to this one, or more, can run on the schema. */
  readonly compatibleFrom: number
  /** By version. */
  readonly checksums: ReadonlyMap<number, string>
}

export async function createLedger(client: Queryable): Promise<void> {
  await client.query(`
    create table if not exists schema_migrations (
      version integer primary key,
      name text not null,
      checksum text not null,
      applied_at timestamptz not null default now()
    );
    alter table schema_migrations add column if not exists compatible_from integer`)
}

export async function readLedger(client: Queryable): Promise<SchemaLedger> {
  const { rows: found } = await client.query<{ exists: boolean }>(
    `select to_regclass('schema_migrations') is not null as exists`,
  )
  if (!found[0]?.exists) return { version: 0, compatibleFrom: 0, checksums: new Map() }
  const { rows } = await client.query<{
    version: number
    checksum: string
    compatible_from: number
  }>(
    // By way of JSON, since the oldest ledgers do not have the column.
    `select version, checksum,
       coalesce((to_jsonb(ledger) ->> 'compatible_from')::integer, version) as compatible_from
     from schema_migrations as ledger`,
  )
  return {
    version: Math.max(0, ...rows.map(({ version }) => version)),
    compatibleFrom: Math.max(0, ...rows.map((row) => row.compatible_from)),
    checksums: new Map(rows.map(({ version, checksum }) => [version, checksum])),
  }
}

/** @throws StartError when a service that knows these steps cannot run on the schema, nor migrate it */
export function refuseForeign(ledger: SchemaLedger, migrations: readonly Migration[]): void {
  const known = migrations.length
  if (ledger.version > known && ledger.compatibleFrom > known)
    throw new StartError(
      `the database has schema version ${ledger.version}, for services that know version ${ledger.compatibleFrom} or later; this one knows only ${known}: run a newer version of the service`,
    )
  for (const { version, name, checksum } of migrations)
    if (ledger.checksums.has(version) && ledger.checksums.get(version) !== checksum)
      throw new StartError(
        `migration ${version} (${name}) is not the one that was applied to the database: restore it, and put the change into a migration of its own`,
      )
}
