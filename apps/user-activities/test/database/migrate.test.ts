import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { migrate, refuseOtherSchema } from '../../src/database/migrate.ts'
import { loadMigrations, type Migration } from '../../src/database/migrations.ts'
import { type Engine, engines } from '../support/engines.ts'

const step = (version: number, sql: string): Migration => ({
  version,
  name: `step-${version}`,
  sql,
  checksum: sql,
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

  it('applies what is missing, in order, and nothing the second time', async () => {
    const { pool } = engine.database
    expect(await migrate(pool, [first])).toEqual([1])
    expect(await migrate(pool, [first, second])).toEqual([2])
    expect(await migrate(pool, [first, second])).toEqual([])
    expect((await pool.query('select id from first')).rows).toEqual([{ id: 1 }])
  })

  it('applies each step once when it runs several times at once', async () => {
    const { pool } = engine.database
    const runs = await Promise.all([1, 2, 3].map(() => migrate(pool, [first, second])))
    expect(runs.flat()).toEqual([1, 2])
  })

  it('leaves nothing of a step that fails and can be repeated', async () => {
    const { pool } = engine.database
    const broken = step(2, 'create table second (id integer); select no_such_thing')
    await expect(migrate(pool, [first, broken])).rejects.toThrow('no_such_thing')
    expect((await pool.query(`select to_regclass('second') as it`)).rows).toEqual([{ it: null }])
    expect(await migrate(pool, [first, second])).toEqual([2])
  })

  it('refuses a schema that is older, newer or made of something else, and says what to do', async () => {
    const { pool } = engine.database
    await expect(refuseOtherSchema(pool, [first])).rejects.toThrow(
      'the database has schema version 0, this service needs 1: run the migration step first',
    )
    await migrate(pool, [first, second])
    await expect(refuseOtherSchema(pool, [first, second])).resolves.toBeUndefined()
    await expect(refuseOtherSchema(pool, [first])).rejects.toThrow(
      'the database has schema version 2, this service knows only 1: run a newer version',
    )
    await expect(migrate(pool, [first])).rejects.toThrow('run a newer version')
    const changed = { ...second, checksum: 'other' }
    await expect(migrate(pool, [first, changed])).rejects.toThrow(
      'migration 2 (step-2) is not the one that was applied',
    )
  })

  it('leaves the pool as it was', async () => {
    const { pool, embedded } = engine.database
    await migrate(pool, await loadMigrations())
    const { rows } = await pool.query('show statement_timeout')
    expect(rows).toEqual([{ statement_timeout: embedded ? '0' : '10s' }])
  })
})
