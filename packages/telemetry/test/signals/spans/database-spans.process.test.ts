import { trace } from '@opentelemetry/api'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { withSpan } from '../../../src/index.ts'
import { startRefusingPostgres } from '../../support/postgres-that-refuses.ts'
import { type Everything, startAll } from '../../support/start-all.ts'

type Client = import('pg').Client
type Run = (client: Client) => Promise<unknown>

let backends: Everything
let clientOf: (url: string) => Client

beforeAll(async () => {
  backends = await startAll()
  // Loaded after telemetry was started, so that it is instrumented.
  const { default: pg } = await import('pg')
  clientOf = (url) => new pg.Client({ connectionString: url })
})
afterAll(() => backends.stop())

async function spanOf(run: Run, url: string) {
  const client = clientOf(url)
  let traceId = ''
  await withSpan('work', async () => {
    traceId = trace.getActiveSpan()?.spanContext().traceId ?? ''
    await client
      .connect()
      .then(() => run(client))
      .catch(() => undefined)
  })
  await client.end().catch(() => undefined)
  await backends.telemetry.flush()
  return backends.otlp
    .spans()
    .find((span) => span.traceId === traceId && 'db.system.name' in span.attributes)
}

const refused = () =>
  startRefusingPostgres('duplicate key value violates unique constraint "users_pkey"', 'Key')

const byCallback: Run = (client) =>
  new Promise((resolve) => {
    client.query('select * from users where id = $1', [1], (error) => resolve(error))
  })

it.each<[string, Run]>([
  ['a promise', (client) => client.query('select * from users where id = $1', [1])],
  ['a callback', byCallback],
  [
    'a query object',
    (client) => client.query({ name: 'find', text: 'select * from users', values: [] }),
  ],
])('names a query by its summary and describes its error, with %s', async (_how, run) => {
  const database = await refused()
  const span = await spanOf(run, database.url)
  database.close()
  expect(span).toMatchObject({
    name: 'select users',
    status: { message: 'duplicate key value violates unique constraint "users_pkey"' },
    attributes: {
      'db.system.name': 'postgresql',
      'db.namespace': 'cruddur',
      'db.query.summary': 'select users',
      'db.response.status_code': '23505',
      'error.type': '23505',
      'server.address': '127.0.0.1',
    },
  })
  expect(span?.events).toHaveLength(1)
  expect(span?.events[0]).toMatchObject({
    name: 'exception',
    attributes: {
      'exception.type': 'DatabaseError',
      'exception.message': 'duplicate key value violates unique constraint "users_pkey"',
      'exception.stacktrace': expect.stringContaining('\n    at '),
    },
  })
})

it('gives the X-Ray exception a type and a stack', async () => {
  const database = await refused()
  await spanOf((client) => client.query('select * from users'), database.url)
  database.close()
  const subsegments = () =>
    backends.segments().flatMap((segment) => [segment, ...((segment.subsegments as []) ?? [])])
  await expect.poll(() => JSON.stringify(subsegments())).toContain('DatabaseError')
})
