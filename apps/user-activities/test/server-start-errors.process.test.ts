import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { freePort, runService } from '@cruddur/fastify-service/testing'
import { type PostgresServer, startPostgresServer } from '@cruddur/postgres/testing'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { app } from './start-server.ts'

describe('the start of user-activities without its database', { timeout: 120_000 }, () => {
  let server: PostgresServer

  beforeAll(async () => {
    server = await startPostgresServer()
  }, 60_000)

  afterAll(() => server?.stop(), 60_000)

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
})
