import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  type PostgresServer,
  startPostgresServer,
} from '../../../packages/postgres/src/testing/index.ts'
import type { TelemetryContract } from '../../../packages/telemetry/src/testing/index.ts'
import { compareApi } from '../../compatibility/compare-api.ts'
import { compareTelemetry } from '../../compatibility/compare-telemetry.ts'
import type { Finding } from '../../compatibility/finding.ts'
import type { OpenApiDocument } from '../../compatibility/open-api.ts'
import { findUsesIn } from '../../compatibility/telemetry-uses.ts'
import { judge } from '../../compatibility/verdict.ts'
import { repository } from '../support/run-script.ts'
import { compareMigration } from './support/compare-migration.ts'
import { at, type Json, migrationsOf, readJson, rename } from './support/real-service.ts'

// Changes of user-activities and home-activities as they are: 12 that break and 12 that do not.
const service = 'user-activities'
const mentions = (name: string) => !['position', 'reposts_count'].includes(name)

type Judge = () => Promise<readonly Finding[]>
type Row = readonly ['stop' | 'deploy', change: string, Judge]

const inContent = ['content', 'application/json', 'schema']
const list = ['paths', '/api/activities', 'get']
const activity = [...list, 'responses', '200', ...inContent, 'items', 'properties']
const newActivity = ['paths', '/api/activities', 'post', 'requestBody', ...inContent]
const text = { type: 'string' }

/** Changes the object at a path of the document. */
const api =
  (path: readonly string[], change: (part: Json) => unknown): Judge =>
  async () => {
    const document = await readJson<OpenApiDocument>(`apps/${service}/openapi.json`)
    const current = structuredClone(document)
    change(at(current, ...path))
    return compareApi(document, current)
  }
const database =
  (change: string): Judge =>
  async () =>
    compareMigration(client, { base: await migrationsOf(service), change, mentions })
/** Changes the object at a path of the contract. */
const telemetry =
  (path: readonly string[], change: (part: Json) => unknown): Judge =>
  async () => {
    const contract = await readJson<TelemetryContract>('apps/home-activities/telemetry.json')
    const current = structuredClone(contract)
    change(at(current, ...path))
    return compareTelemetry(contract, current, findUsesIn(repository))
  }
const set = (name: string, value: unknown) => (part: Json) => {
  part[name] = value
}
const remove = (name: string) => (part: Json) => {
  delete part[name]
}
const push = (value: unknown) => (part: Json) => (part as unknown as unknown[]).push(value)
const pop = (part: Json) => (part as unknown as unknown[]).pop()

const request = ['logLines', 'request completed']
const rows: readonly Row[] = [
  ['stop', 'API: a route is removed', api(['paths'], remove('/api/people'))],
  [
    'stop',
    'API: a response property is renamed',
    api(activity, (part) => rename(part, 'message', 'text')),
  ],
  [
    'stop',
    'API: a response property may be null',
    api([...activity, 'expires_at'], set('type', ['string', 'null'])),
  ],
  [
    'stop',
    'API: a request property becomes required',
    api(newActivity, (part) => {
      push('language')(at(part, 'required'))
      set('language', text)(at(part, 'properties'))
    }),
  ],
  [
    'stop',
    'API: a time to live is removed',
    api([...newActivity, 'properties', 'ttl', 'enum'], pop),
  ],
  [
    'stop',
    'API: messages have up to 140 characters',
    api([...newActivity, 'properties', 'message'], set('maxLength', 140)),
  ],
  [
    'stop',
    'API: reading needs a token',
    api([], (document) => {
      set('securitySchemes', { token: { type: 'http', scheme: 'bearer' } })(
        at(document, 'components'),
      )
      set('security', [{ token: [] }])(at(document, ...list))
    }),
  ],
  [
    'stop',
    'database: a column is renamed',
    database('alter table activities rename column message to text'),
  ],
  [
    'stop',
    'database: a required column is added',
    database('alter table activities add column language text not null'),
  ],
  [
    'stop',
    'database: display names must be unique',
    database('create unique index on people (display_name)'),
  ],
  [
    'stop',
    'telemetry: duration_ms is renamed',
    telemetry(request, (part) => rename(part, 'duration_ms', 'duration')),
  ],
  ['stop', 'telemetry: the status becomes a text', telemetry(request, set('status', 'string'))],
  [
    'deploy',
    'API: a route is added',
    api(['paths'], (paths) => set('/api/persons', paths['/api/people'])(paths)),
  ],
  ['deploy', 'API: a response property is added', api(activity, set('language', text))],
  [
    'deploy',
    'API: an optional request property is added',
    api([...newActivity, 'properties'], set('language', text)),
  ],
  [
    'deploy',
    'API: a time to live is added',
    api([...newActivity, 'properties', 'ttl', 'enum'], push('2-hours')),
  ],
  [
    'deploy',
    'API: messages have up to 500 characters',
    api([...newActivity, 'properties', 'message'], set('maxLength', 500)),
  ],
  [
    'deploy',
    'API: pages have up to 200 entries',
    api([...list, 'parameters', '0', 'schema'], set('maximum', 200)),
  ],
  ['deploy', 'API: a request property becomes optional', api([...newActivity, 'required'], pop)],
  [
    'deploy',
    'database: a nullable column is added',
    database('alter table activities add column language text'),
  ],
  [
    'deploy',
    'database: a check is loosened',
    database(
      'alter table activities drop constraint activities_message_check; alter table activities add check (char_length(message) between 1 and 500)',
    ),
  ],
  [
    'deploy',
    'database: an unused column is dropped',
    database('alter table activities drop column reposts_count'),
  ],
  [
    'deploy',
    'telemetry: an attribute is added',
    telemetry(['spans', 'Show home activities'], set('app.language', 'string')),
  ],
  ['deploy', 'telemetry: an unused field is removed', telemetry(request, remove('err.statusCode'))],
]

let server: PostgresServer
let client: pg.Client
const table: string[] = []

beforeAll(async () => {
  server = await startPostgresServer()
  client = new pg.Client(await server.createDatabase('matrix'))
  await client.connect()
})
afterAll(async () => {
  await client?.end()
  await server?.stop()
  process.stdout.write(`\nwanted  verdict change\n${table.join('\n')}\n\n`)
})

test.each(rows)('%s: %s', async (expected, change, findings) => {
  const found = await findings()
  const { verdict } = judge(found)
  const reason = found.find(({ effect }) => effect === 'stop')?.message ?? ''
  table.push(
    `${expected.padEnd(7)} ${verdict.padEnd(7)} ${change.padEnd(44)} ${reason}`.slice(0, 160),
  )
  expect(found, 'the change must be seen').not.toEqual([])
  expect(verdict).toBe(expected)
})

test('the matrix has 12 breaking and 12 harmless changes', () => {
  expect(rows.filter(([expected]) => expected === 'stop')).toHaveLength(12)
  expect(rows.filter(([expected]) => expected === 'deploy')).toHaveLength(12)
})
