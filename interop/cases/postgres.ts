import assert from 'node:assert/strict'
import { join } from 'node:path'
import type { Case, CaseContext } from '../support/case.ts'
import { type Postgres, startPostgres } from '../support/postgres.ts'
import { freePort, startService } from '../support/services.ts'
import { npmVersions } from '../support/toolchains.ts'
import { until } from '../support/until.ts'

const versions = [15, 16, 17, 18]
const userActivities = join(import.meta.dirname, '../../apps/user-activities')

export const postgres: Case = {
  name: 'postgres',
  role: 'database of user-activities, with outages under traffic',
  needs: ['npm', 'psql'],
  programs: npmVersions(...versions.map((version) => `postgres-${version}`)),
  async run(context) {
    for (const version of versions) await runVersion(context, version)
  },
}

async function runVersion(context: CaseContext, version: number): Promise<void> {
  const { processes, folder, passed } = context
  const server = await startPostgres(version, folder)
  try {
    server.sql("create role service login superuser password 'first'")
    const env = {
      DATABASE_URL: server.url,
      USER_ACTIVITIES_SAMPLE_DATA: 'true',
      USER_ACTIVITIES_STATEMENT_TIMEOUT_MILLIS: '500',
    }
    await processes.run(process.execPath, ['--conditions=cruddur-source', 'src/migrate.ts'], {
      cwd: userActivities,
      env: { ...env, OTEL_SERVICE_NAME: 'user-activities' },
    })
    const port = String(await freePort())
    const url = await startService(context, 'user-activities', { ...env, PORT: port })
    let created = 0
    for (const [title, outage] of outages) {
      // A missing table is an error of the service; the schema is checked at its start.
      const traffic = startTraffic(url, title === missingSchema ? [500] : [])
      await outage(server)
      await until(`recovery after ${title}`, async () => (await post(url)).status === 201)
      const result = await traffic.stop()
      assert.deepEqual([...result.unexpected], [], title)
      created += result.created
    }
    const stored = Number(server.sql('select count(*) from activities'))
    assert.ok(stored >= created, `${created} were created and ${stored} are stored`)
    passed(
      `Postgres ${version}: ${outages.map(([title]) => title).join(', ')}: every outage is a 503 (a missing table a 500), every created activity is stored`,
    )
  } finally {
    await server.stop()
  }
}

type Outage = (server: Postgres) => unknown

const missingSchema = 'missing table'
const service = "usename = 'service'"
const outages: readonly (readonly [title: string, outage: Outage])[] = [
  ['restart', (server) => server.restart()],
  [
    'terminated connections',
    (server) =>
      server.sql(`select pg_terminate_backend(pid) from pg_stat_activity where ${service}`),
  ],
  [
    'SIGSTOP for two seconds',
    async (server) => {
      server.signal('SIGSTOP')
      await pause(2_000)
      server.signal('SIGCONT')
    },
  ],
  [
    'read-only',
    async (server) => {
      server.sql('alter role service set default_transaction_read_only = on')
      server.sql(`select pg_terminate_backend(pid) from pg_stat_activity where ${service}`)
      await pause(1_000)
      server.sql('alter role service reset default_transaction_read_only')
    },
  ],
  [
    'changed password',
    async (server) => {
      server.setPassword('second')
      server.sql(`select pg_terminate_backend(pid) from pg_stat_activity where ${service}`)
      await pause(1_000)
      server.setPassword('first')
    },
  ],
  [
    missingSchema,
    async (server) => {
      server.sql('alter table activities rename to away')
      await pause(1_000)
      server.sql('alter table away rename to activities')
    },
  ],
]

function pause(millis: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, millis))
}

async function post(url: string): Promise<Response> {
  return fetch(`${url}/api/activities`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ handle: 'ada', message: 'Hello', ttl: '1-hour' }),
  })
}

/** Reads and writes until it is stopped. */
function startTraffic(url: string, allowed: readonly number[]) {
  /** Bodies of responses other than 200, 201 and 503. */
  const unexpected = new Set<string>()
  let created = 0
  let isStopped = false
  const sending = Promise.all(
    [0, 1, 2, 3].map(async (worker) => {
      while (!isStopped) {
        const response = await (worker === 0 ? post(url) : fetch(`${url}/api/activities`))
        const body = await response.text()
        if (response.status === 201) created += 1
        if (![200, 201, 503, ...allowed].includes(response.status))
          unexpected.add(body.replace(/,"trace_id.*/, ''))
        await pause(10)
      }
    }),
  )
  return {
    async stop() {
      isStopped = true
      await sending
      return { unexpected, created }
    },
  }
}
