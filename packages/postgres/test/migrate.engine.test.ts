import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { migrate } from '../src/migrate.ts'
import type { Migration } from '../src/migrations.ts'
import { requireSchema } from '../src/require-schema.ts'
import { type Engine, engines } from '../src/testing/index.ts'

const step = (version: number, sql: string, compatibleFrom = version): Migration => ({
  version,
  name: `step-${version}`,
  sql,
  checksum: sql,
  compatibleFrom,
})
const first = step(1, 'create table first (id integer)')
const second = step(2, 'create table second (id integer); insert into first values (1)')

describe.each(engines)('migrating $name', { timeout: 60_000 }, ({ start }) => {
  let engine: Engine

  beforeAll(async () => {
    engine = await start()
  }, 60_000)

  afterAll(() => engine?.stop(), 60_000)

  beforeEach(() => engine.empty(), 60_000)

  it('applies pending migrations in order, and nothing the second time', async () => {
    const { pool } = engine.database
    expect(await migrate(pool, [first])).toEqual({ schemaVersion: 1, applied: [1] })
    expect(await migrate(pool, [first, second])).toEqual({ schemaVersion: 2, applied: [2] })
    expect(await migrate(pool, [first, second])).toEqual({ schemaVersion: 2, applied: [] })
    expect((await pool.query('select id from first')).rows).toEqual([{ id: 1 }])
  })

  it('applies each migration once in concurrent runs', async () => {
    const { pool } = engine.database
    const runs = await Promise.all([1, 2, 3].map(() => migrate(pool, [first, second])))
    expect(runs.flatMap(({ applied }) => applied)).toEqual([1, 2])
  })

  it('rolls back a failed migration and can be repeated', async () => {
    const { pool } = engine.database
    const broken = step(2, 'create table second (id integer); select no_such_thing')
    await expect(migrate(pool, [first, broken])).rejects.toThrow('no_such_thing')
    expect((await pool.query(`select to_regclass('second') as it`)).rows).toEqual([{ it: null }])
    expect((await migrate(pool, [first, second])).applied).toEqual([2])
  })

  it('rejects a schema that is older, newer or different', async () => {
    const { pool } = engine.database
    await expect(requireSchema(pool, [first])).rejects.toThrow(
      'the database has schema version 0, this service needs 1: run the migration first',
    )
    await migrate(pool, [first, second])
    expect(await requireSchema(pool, [first, second])).toBe(2)
    const tooNew =
      'the database has schema version 2, which needs a service that knows version 2; this one knows 1: run a newer version of the service'
    await expect(requireSchema(pool, [first])).rejects.toThrow(tooNew)
    await expect(migrate(pool, [first])).rejects.toThrow(tooNew)
    const changed = { ...second, checksum: 'other' }
    for (const refusing of [migrate, requireSchema])
      await expect(refusing(pool, [first, changed])).rejects.toThrow(
        'migration 2 (step-2) differs from the one applied',
      )
  })

  it('lets the previous version run on a compatible schema', async () => {
    const { pool } = engine.database
    const expand = step(2, 'alter table first add column name text', 1)
    await migrate(pool, [first, expand])
    expect(await requireSchema(pool, [first])).toBe(2)
    expect(await migrate(pool, [first])).toEqual({ schemaVersion: 2, applied: [] })
    // Still rejected: the applied migration differs.
    await expect(requireSchema(pool, [{ ...first, checksum: 'other' }])).rejects.toThrow('step-1')
  })

  it('rejects the previous version after a later, incompatible migration', async () => {
    const { pool } = engine.database
    const expand = step(2, 'alter table first add column name text', 1)
    const contract = step(3, 'alter table first drop column id', 2)
    await migrate(pool, [first, expand, contract])
    await expect(requireSchema(pool, [first])).rejects.toThrow(
      'schema version 3, which needs a service that knows version 2; this one knows 1',
    )
    expect(await requireSchema(pool, [first, expand])).toBe(3)
  })

  it('treats applied migrations without a compatibility column as incompatible with older services', async () => {
    const { pool } = engine.database
    await migrate(pool, [first, second])
    await pool.query('alter table schema_migrations drop column compatible_from')
    expect(await requireSchema(pool, [first, second])).toBe(2)
    await expect(requireSchema(pool, [first])).rejects.toThrow('knows version 2')
    const third = step(3, 'select 1', 1)
    expect((await migrate(pool, [first, second, third])).applied).toEqual([3])
    await expect(requireSchema(pool, [first])).rejects.toThrow('knows version 2')
  })

  it('resets the session of the pool', async () => {
    const { pool, embedded } = engine.database
    await migrate(pool, [first])
    const { rows } = await pool.query('show statement_timeout')
    expect(rows).toEqual([{ statement_timeout: embedded ? '0' : '10s' }])
  })
})
