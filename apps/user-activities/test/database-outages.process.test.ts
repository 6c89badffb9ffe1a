import { join } from 'node:path'
import { type RunningService, runService, startService } from '@cruddur/fastify-service/testing'
import { type PostgresServer, startPostgresServer } from '@cruddur/postgres/testing'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'

const app = join(import.meta.dirname, '..')

describe('user-activities during an outage of Postgres', { timeout: 120_000 }, () => {
  let server: PostgresServer
  let url: string
  let service: RunningService

  beforeAll(async () => {
    server = await startPostgresServer()
    url = await server.createDatabase('cruddur')
    const env = {
      DATABASE_URL: url,
      USER_ACTIVITIES_SAMPLE_DATA: 'true',
      USER_ACTIVITIES_STATEMENT_TIMEOUT_MILLIS: '500',
    }
    await runService(app, 'src/migrate.ts', env).ended
    service = await startService(app, env)
  }, 60_000)

  afterAll(async () => {
    service?.kill('SIGKILL')
    await service?.ended
    await server?.stop()
  }, 60_000)

  const status = async (path: string) => (await fetch(`${service.url}${path}`)).status
  const post = async () => {
    const response = await fetch(`${service.url}/api/activities`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ handle: 'ada', message: 'Hello', ttl: '1-hour' }),
    })
    return { status: response.status, body: (await response.json()) as { code?: string } }
  }

  /** Sends requests until it is stopped. @returns the statuses that were returned */
  function sendTraffic() {
    const statuses = new Set<number>()
    let stopped = false
    const sending = Promise.all(
      Array.from({ length: 8 }, async () => {
        while (!stopped) statuses.add(await status('/api/activities'))
      }),
    )
    return async () => {
      stopped = true
      await sending
      return [...statuses].sort()
    }
  }

  async function asAdmin(statement: string): Promise<void> {
    const options = '-c default_transaction_read_only=off'
    const client = new pg.Client({ connectionString: url, options })
    client.on('error', () => undefined)
    await client.connect()
    await client.query(statement)
    await client.end()
  }

  const recovers = () => expect.poll(() => status('/health/ready'), { timeout: 20_000 }).toBe(200)

  it('returns only 200 and 503 while connections are terminated, and recovers', async () => {
    const stop = sendTraffic()
    for (let times = 0; times < 5; times += 1)
      await asAdmin(
        `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'user-activities'`,
      )
    for (const each of await stop()) expect([200, 503]).toContain(each)
    await recovers()
    expect(await status('/api/activities')).toBe(200)
  })

  it('returns only 200 and 503 while the server restarts, and recovers', async () => {
    const stop = sendTraffic()
    await server.restart()
    for (const each of await stop()) expect([200, 503]).toContain(each)
    await recovers()
    expect((await post()).status).toBe(201)
  })

  it('returns 503 and is not ready while the server hangs, stays live, and recovers', async () => {
    const resume = await server.freeze()
    onTestFinished(resume)
    expect(await status('/api/activities')).toBe(503)
    expect(await status('/health/ready')).toBe(503)
    expect(await status('/health/live')).toBe(200)
    resume()
    await recovers()
    expect(await status('/api/activities')).toBe(200)
  })

  it('returns 503 for a POST to a read-only server, still reads, and recovers', async () => {
    await asAdmin('alter database cruddur set default_transaction_read_only = on')
    onTestFinished(() => asAdmin('alter database cruddur reset all'))
    await server.restart()
    await recovers()
    expect(await post()).toMatchObject({ status: 503, body: { code: 'DATABASE_UNAVAILABLE' } })
    expect(await status('/api/activities')).toBe(200)
    await asAdmin('alter database cruddur reset all')
    // The read that came first keeps its connection, which is read-only until it is replaced.
    await expect.poll(async () => (await post()).status, { timeout: 20_000 }).toBe(201)
  })
})
