import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort, runService, startService } from '@cruddur/fastify-service/testing'
import { loadMigrations, migrate, openDatabase } from '@cruddur/postgres'
import {
  embeddedDataFolder,
  type PostgresServer,
  startPostgresServer,
} from '@cruddur/postgres/testing'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { loadConfig } from '../src/config.ts'
import { fillOf, migrations } from '../src/database.ts'

const app = join(import.meta.dirname, '..')

/** @param create creates the folder, an empty one by default */
async function temporaryFolder(create = () => mkdtemp(join(tmpdir(), 'server-'))): Promise<string> {
  const folder = await create()
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

async function start(env: Record<string, string>) {
  const service = await startService(app, env)
  onTestFinished(() => service.kill('SIGKILL'))
  return service
}

const post = (url: string, message: string) =>
  fetch(`${url}/api/activities`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ handle: 'worf', message, ttl: '1-day' }),
  })

describe('user-activities on its embedded database', { timeout: 120_000 }, () => {
  it('keeps every activity it returned 201 for through kill -9', async () => {
    const env = { USER_ACTIVITIES_DATA_DIR: await temporaryFolder() }
    const kept: string[] = []
    for (const round of [1, 2]) {
      const service = await start(env)
      for (const path of kept) expect((await fetch(`${service.url}${path}`)).status).toBe(200)
      // Killed in the middle of writing, not after it.
      const writing = (async () => {
        for (let number = 1; ; number += 1) {
          const response = await post(service.url, `Round ${round}, number ${number}`)
          if (response.status === 201) kept.push(response.headers.get('location') ?? '')
        }
      })().catch(() => undefined)
      await expect.poll(() => kept.length, { timeout: 30_000 }).toBeGreaterThan(round * 20)
      service.kill('SIGKILL')
      await Promise.all([writing, service.ended])
    }
    const service = await start(env)
    for (const path of kept) expect((await fetch(`${service.url}${path}`)).status).toBe(200)
    service.kill('SIGTERM')
    expect(await service.ended).toMatchObject({ code: 0 })
  })

  it('rejects a data folder in use by another process in one line', async () => {
    const env = { USER_ACTIVITIES_DATA_DIR: await temporaryFolder(embeddedDataFolder) }
    await start(env)
    const { ended } = runService(app, 'src/server.ts', { ...env, PORT: String(await freePort()) })
    const { code, stderr } = await ended
    expect(code).toBe(1)
    expect(stderr).toBe(
      `user-activities: the data folder ${env.USER_ACTIVITIES_DATA_DIR} is in use by another process: stop that one, or set USER_ACTIVITIES_DATA_DIR to another folder\n`,
    )
  })

  it('rejects fault routes in production', async () => {
    const { ended } = runService(
      app,
      'src/server.ts',
      {
        USER_ACTIVITIES_DATA_DIR: await temporaryFolder(),
        PORT: String(await freePort()),
        USER_ACTIVITIES_FAULTS: 'true',
        ENVIRONMENT: 'production',
      },
      ['--check'],
    )
    expect(await ended).toMatchObject({
      code: 1,
      stderr: 'user-activities: USER_ACTIVITIES_FAULTS must not be true in production: unset it\n',
    })
  })
})

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

  it('reports an unreachable server in one line without the password', async () => {
    const port = await freePort()
    const { ended } = runService(app, 'src/server.ts', {
      DATABASE_URL: `postgres://cruddur:hunter2@127.0.0.1:${port}/cruddur`,
      PORT: String(await freePort()),
    })
    const { code, stderr } = await ended
    expect(code).toBe(1)
    expect(stderr).toMatch(
      /^user-activities: cannot connect to the database \(.*ECONNREFUSED.*\): check DATABASE_URL\n$/,
    )
    expect(stderr).not.toContain('hunter2')
  })

  it.each([
    ['a wrong password', (url: string) => url.replace(':cruddur@', ':hunter2@'), 'password'],
    ['a missing database', (url: string) => `${url}-missing`, 'does not exist'],
  ])('reports %s in one line, at the start and in the migration', async (_, change, reason) => {
    const name = `start-${reason.length}`
    const env = { DATABASE_URL: change(await server.createDatabase(name)) }
    for (const [entry, prefix] of [
      ['src/server.ts', 'user-activities'],
      ['src/migrate.ts', 'user-activities migration'],
    ] as const) {
      const port = String(await freePort())
      const { code, stderr } = await runService(app, entry, { ...env, PORT: port }).ended
      expect(code).toBe(1)
      expect(stderr).toMatch(
        new RegExp(`^${prefix}: cannot connect .*${reason}.*: check DATABASE_URL\\n$`),
      )
      expect(stderr).not.toContain('hunter2')
    }
  })

  it('records a failed start as a log line with IDs of its span', async () => {
    const env = { DATABASE_URL: `${await server.createDatabase('failed')}-missing` }
    const collector = createServer((request, response) => {
      request.resume().once('end', () => {
        received.push(request.url ?? '')
        response.end(request.url?.startsWith('/api') ? '{"err":0,"result":{"uuid":"a"}}' : '')
      })
    }).listen(0, '127.0.0.1')
    const received: string[] = []
    await once(collector, 'listening')
    onTestFinished(() => void collector.close())
    const base = `http://127.0.0.1:${(collector.address() as AddressInfo).port}`
    const { stdout } = await runService(app, 'src/server.ts', {
      ...env,
      PORT: String(await freePort()),
      OTEL_EXPORTER_OTLP_ENDPOINT: base,
      ROLLBAR_ACCESS_TOKEN: 'token',
      ROLLBAR_ENDPOINT: `${base}/api/1/item/`,
    }).ended
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(lines).toContainEqual(
      expect.objectContaining({
        level: 'fatal',
        event: 'start_failed',
        trace_id: expect.stringMatching(/^[0-9a-f]{32}$/),
      }),
    )
    expect(received).toEqual(expect.arrayContaining(['/v1/traces', '/api/1/item/']))
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
