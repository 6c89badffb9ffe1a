import { freePort, runService } from '@cruddur/fastify-service/testing'
import { loadMigrations, migrate, openDatabase } from '@cruddur/postgres'
import { type PostgresServer, startPostgresServer } from '@cruddur/postgres/testing'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { loadConfig } from '../src/config.ts'
import { fillOf, migrations } from '../src/database.ts'
import { app, post, start } from './start-server.ts'

describe('user-activities on a Postgres server', { timeout: 120_000 }, () => {
  let server: PostgresServer

  beforeAll(async () => {
    server = await startPostgresServer()
  }, 60_000)

  afterAll(() => server?.stop(), 60_000)

  /** Creates a database with the schema and the sample data of this version. */
  async function migratedDatabase(name: string, on = server): Promise<string> {
    const url = await on.createDatabase(name)
    const config = loadConfig({ DATABASE_URL: url, USER_ACTIVITIES_SAMPLE_DATA: 'true' })
    const database = await openDatabase(config.database, () => undefined)
    await migrate(database.pool, await loadMigrations(migrations), fillOf(config))
    await database.close()
    return url
  }

  it('starts after the migration, which is repeatable, and not before', async () => {
    const env = { DATABASE_URL: await server.createDatabase('fresh') }
    const early = await runService(app, 'src/server.ts', { ...env, PORT: String(await freePort()) })
      .ended
    expect(early).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^user-activities: the database has schema version 0, .*\n$/),
    })

    const step = () =>
      runService(app, 'src/migrate.ts', { ...env, USER_ACTIVITIES_SAMPLE_DATA: 'true' }).ended
    const [first, second] = await Promise.all([step(), step()])
    expect([first.code, second.code]).toEqual([0, 0])
    const outcomes = [first, second].map(
      ({ stdout }) => /schema version \d+: (.*)/.exec(stdout)?.[1],
    )
    expect(outcomes.sort()).toEqual(['applied 1, 2', 'nothing to apply'])

    const service = await start(env)
    const response = await fetch(`${service.url}/api/activities/@worf`)
    expect(await response.json()).toHaveLength(1)
    service.kill('SIGINT')
    expect(await service.ended).toMatchObject({ code: 0 })
  })

  it('serves through a compatible migration and restarts after it, but not after an incompatible one', async () => {
    const url = await migratedDatabase('rollout')
    const env = { DATABASE_URL: url, USER_ACTIVITIES_SAMPLE_DATA: 'true' }
    const running = await start(env)
    const database = await openDatabase(
      { ...loadConfig({ DATABASE_URL: url }).database, poolSize: 1 },
      () => undefined,
    )
    onTestFinished(() => database.close())
    const known = await loadMigrations(migrations)
    const next = known.length + 1
    const step = (version: number, sql: string, compatibleFrom: number) =>
      ({ version, name: `step-${version}`, sql, checksum: sql, compatibleFrom }) as const
    const expand = step(next, 'alter table activities add column language text', known.length)
    await migrate(database.pool, [...known, expand])
    expect((await post(running.url, 'During the rollout')).status).toBe(201)
    expect((await fetch(`${running.url}/api/activities`)).status).toBe(200)

    const restarted = await start(env)
    expect((await fetch(`${restarted.url}/health/ready`)).status).toBe(200)
    const again = await runService(app, 'src/migrate.ts', env).ended
    expect(again.code).toBe(0)
    expect(again.stdout).toContain(`schema version ${next}: nothing to apply\n`)

    const contract = step(next + 1, 'alter table activities drop column likes_count', next)
    await migrate(database.pool, [...known, expand, contract])
    const { ended } = runService(app, 'src/server.ts', { ...env, PORT: String(await freePort()) })
    expect(await ended).toMatchObject({
      code: 1,
      stderr: `user-activities: the database has schema version ${next + 1}, which needs a service that knows version ${next}; this one knows ${known.length}: run a newer version of the service\n`,
    })
  })

  it('cancels a slow statement and returns 503', async () => {
    const service = await start({
      DATABASE_URL: await migratedDatabase('slow'),
      USER_ACTIVITIES_FAULTS: 'true',
      USER_ACTIVITIES_STATEMENT_TIMEOUT_MILLIS: '200',
    })
    const response = await fetch(`${service.url}/faults/slow?seconds=5`)
    expect(response.status).toBe(503)
    expect(response.headers.get('retry-after')).toBe('1')
    expect(await response.json()).toMatchObject({ code: 'DATABASE_UNAVAILABLE' })
    expect((await fetch(`${service.url}/api/activities`)).status).toBe(200)
    expect((await fetch(`${service.url}/faults/error`)).status).toBe(500)
  })

  it('inserts the sample data once into an empty database when configured to', async () => {
    const env = { DATABASE_URL: await server.createDatabase('seed') }
    await runService(app, 'src/migrate.ts', env).ended
    const replicas = [1, 2].map(() => start({ ...env, USER_ACTIVITIES_SAMPLE_DATA: 'true' }))
    const [service] = await Promise.all(replicas)
    const response = await fetch(`${service?.url}/api/activities/@worf`)
    expect(await response.json()).toHaveLength(1)
  })

  it('stays live and becomes not ready when the server stops', async () => {
    const own = await startPostgresServer()
    const service = await start({ DATABASE_URL: await migratedDatabase('cruddur', own) })
    expect((await fetch(`${service.url}/api/activities`)).status).toBe(200)
    await own.stop()
    await expect
      .poll(async () => (await fetch(`${service.url}/api/activities`)).status, { timeout: 20_000 })
      .toBe(503)
    expect((await fetch(`${service.url}/health/ready`)).status).toBe(503)
    expect((await fetch(`${service.url}/health/live`)).status).toBe(200)
    service.kill('SIGTERM')
    expect(await service.ended).toMatchObject({ code: 0 })
  })
})
