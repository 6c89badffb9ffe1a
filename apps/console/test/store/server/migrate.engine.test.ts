import { setTimeout as delay } from 'node:timers/promises'
import type { ClickHouseClient } from '@clickhouse/client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createLayout } from '../../../src/store/server-schema/layout.ts'
import { migrateServer, printMigration } from '../../../src/store/server-schema/migrate-server.ts'
import { withMigrationLock } from '../../../src/store/server-schema/migration-lock.ts'
import { checkSchema } from '../../../src/store/server-schema/schema-version.ts'
import { collectorTables } from '../../support/collector-tables.ts'
import { openTestCluster } from '../../support/open-test-cluster.ts'
import { readRows, type TestCluster } from '../../support/test-cluster.ts'

let cluster: TestCluster
let client: ClickHouseClient
let number = 0

beforeAll(async () => {
  cluster = await openTestCluster()
  client = cluster.client
})
afterAll(() => cluster.close())

const run = (query: string) => client.command({ query })
const read = <Row>(query: string) => readRows<Row>(client, query)

function newDatabase(): string {
  number += 1
  return `${cluster.prefix}database_${number}`
}

/** A new database with tables that the Collector created. */
async function collectorDatabase(): Promise<string> {
  const database = newDatabase()
  await run(`CREATE DATABASE ${database}`)
  for (const query of collectorTables(database, 'current')) await run(query)
  return database
}

const migrate = async (database: string, lines: string[] = []) =>
  migrateServer(client, createLayout(database), {
    ...{ leadMillis: 2_000, lateMillis: 500 },
    onProgress: (line) => lines.push(line),
  })

const insertSpans = (database: string, count: number, ageSeconds = 0) =>
  run(`INSERT INTO ${database}.otel_traces (Timestamp, TraceId, SpanId, SpanName, SpanKind, ServiceName, ResourceAttributes, Duration)
    SELECT now64(9) - ${ageSeconds}, lower(hex(generateUUIDv4())), lower(hex(rand64())), 'GET', 'Server', 'web', map('service.instance.id', '1'), 1 FROM numbers(${count})`)

const counted = (database: string) =>
  read<{ spans: number }>(
    `SELECT toUInt32(sum(Spans)) AS spans FROM ${database}.console_service_minutes
     UNION ALL SELECT toUInt32(sum(Spans)) FROM ${database}.console_service_totals
     UNION ALL SELECT toUInt32(sum(Spans)) FROM ${database}.console_runs
     UNION ALL SELECT toUInt32(uniqExact(TraceId)) FROM ${database}.otel_traces_trace_id_ts`,
  )

test('counts every span once that arrives before, during and after the migration', async () => {
  const database = await collectorDatabase()
  await insertSpans(database, 100)
  await insertSpans(database, 50, 86_400)
  // Of a clock that is ahead.
  await insertSpans(database, 5, -3_600)
  let inserted = 155
  const migrating = { isDone: false }
  const writing = (async () => {
    while (!migrating.isDone) {
      await insertSpans(database, 3)
      inserted += 3
      await delay(5)
    }
  })()
  await migrate(database)
  await delay(50)
  migrating.isDone = true
  await writing
  // Late rows.
  await insertSpans(database, 7, 86_400)
  inserted += 7
  expect(inserted).toBeGreaterThan(200)
  expect(await counted(database)).toEqual(Array.from({ length: 4 }, () => ({ spans: inserted })))
})

test('counts late rows once that arrive while existing ones are counted', async () => {
  const database = await collectorDatabase()
  await insertSpans(database, 100, 86_400)
  await insertSpans(database, 50, 2 * 86_400)
  let late: Promise<unknown> | undefined
  await migrateServer(client, createLayout(database), {
    ...{ leadMillis: 2_000, lateMillis: 500 },
    onProgress: (line) => {
      if (line.startsWith('counting')) late ??= insertSpans(database, 11, 86_400)
    },
  })
  await late
  expect(await counted(database)).toEqual(Array.from({ length: 4 }, () => ({ spans: 161 })))
  expect(
    await read(
      `SELECT toString(toDate(Minute)) AS day, toUInt32(sum(Requests)) AS requests FROM ${database}.console_runs GROUP BY day ORDER BY day`,
    ),
  ).toMatchObject([{ requests: 50 }, { requests: 111 }])
})

test('counts every span once on a cluster', async (context) => {
  if (cluster.name === undefined) return context.skip('chDB has no Keeper')
  const database = newDatabase()
  const isWriting = { value: true }
  let inserted = 0
  let writing: Promise<void> | undefined
  await cluster.create(database, (shard) => {
    writing = (async () => {
      // The Collector writes to the stored table of a node.
      while (isWriting.value) {
        inserted += 3
        await insertSpans(shard, 3).catch(() => {
          inserted -= 3
        })
      }
    })()
    return collectorTables(shard, 'current')
  })
  await delay(100)
  isWriting.value = false
  await writing
  await cluster.settle()
  expect(inserted).toBeGreaterThan(0)
  expect(await counted(database)).toEqual(Array.from({ length: 4 }, () => ({ spans: inserted })))
})

test('does not change the tables of others', async () => {
  const database = await collectorDatabase()
  const definitions = () =>
    read(
      `SELECT name, create_table_query FROM system.tables WHERE database = '${database}' AND name LIKE 'otel%' ORDER BY name`,
    )
  const before = await definitions()
  await migrate(database)
  expect(await definitions()).toEqual(before)
})

test('concurrent runs migrate once', async () => {
  const database = await collectorDatabase()
  await insertSpans(database, 10)
  const [first, second]: string[][] = [[], []]
  await Promise.all([migrate(database, first), migrate(database, second)])
  expect([first?.at(-1), second?.at(-1)].sort()).toEqual([
    `the tables in ${database} are ready`,
    `the tables in ${database} are up to date`,
  ])
  expect([...(first ?? []), ...(second ?? [])]).toContainEqual(
    expect.stringContaining('waiting for another migration ('),
  )
  expect((await counted(database))[0]).toEqual({ spans: 10 })
})

test('the lock of a killed migration expires, that of a running one does not', async () => {
  const database = newDatabase()
  await run(`CREATE DATABASE ${database}`)
  const layout = createLayout(database)
  const times = { beatMillis: 200, staleMillis: 1_500 }
  const lines: string[] = []
  const lock = (work: () => Promise<void>) =>
    withMigrationLock(client, layout, work, (line) => lines.push(line), times)
  // As the process leaves it that is killed.
  await run(
    `CREATE TABLE ${database}.console_migration (Dummy UInt8) ENGINE = MergeTree ORDER BY tuple() COMMENT 'gone, process 1'`,
  )
  const order: string[] = []
  await lock(async () => {
    order.push('first begins')
    const second = lock(async () => void order.push('second'))
    await delay(2 * times.staleMillis)
    order.push('first ends')
    void second.catch(() => undefined)
  })
  await expect.poll(() => order, { timeout: 10_000 }).toHaveLength(3)
  expect(order).toEqual(['first begins', 'first ends', 'second'])
  expect(lines.slice(0, 2)).toEqual([
    'waiting for another migration (gone, process 1)',
    'the other migration did not finish (gone, process 1): removing its lock',
  ])
  expect(lines).toHaveLength(3)
})

test('a repeated migration after an interrupted one counts nothing twice', async () => {
  const database = await collectorDatabase()
  await insertSpans(database, 10)
  await migrate(database)
  await run(`TRUNCATE TABLE ${database}.console_schema`)
  await run(`DROP TABLE ${database}.console_span_names_mv`)
  await expect(checkSchema(client, database)).rejects.toMatchObject({
    code: 'CON_STORE_SCHEMA_MISSING',
  })
  await migrate(database)
  await checkSchema(client, database)
  expect(await counted(database)).toEqual(Array.from({ length: 4 }, () => ({ spans: 10 })))
})

test('creates the tables of the Collector where they are missing', async () => {
  const database = newDatabase()
  await migrate(database)
  await insertSpans(database, 4)
  expect(await counted(database)).toEqual(Array.from({ length: 4 }, () => ({ spans: 4 })))
})

test('prints statements for a cluster that the engine can parse', async () => {
  const database = await collectorDatabase()
  const statements = await printMigration(client, createLayout('console', 'two', database))
  expect(statements).toContain(
    `CREATE TABLE IF NOT EXISTS \`${database}\`.\`xray_segments\` ON CLUSTER \`two\``,
  )
  expect(statements).toContain('ENGINE = ReplicatedReplacingMergeTree(Revision)')
  expect(statements).toContain(
    `ENGINE = Distributed('two', '${database}', 'otel_traces', cityHash64(TraceId))`,
  )
  expect(statements).toContain(
    `CREATE MATERIALIZED VIEW IF NOT EXISTS \`${database}\`.\`console_runs_mv\` ON CLUSTER \`two\`\nTO \`${database}\`.\`console_runs\` AS`,
  )
  for (const statement of statements.split(';\n'))
    if (statement.trim()) await read(`EXPLAIN AST ${statement}`)
})

test('rejects tables that it cannot read, with the fix', async () => {
  const withJson = newDatabase()
  await run(`CREATE DATABASE ${withJson}`)
  await run(
    `CREATE TABLE ${withJson}.otel_logs (Timestamp DateTime64(9), LogAttributes JSON) ENGINE = MergeTree ORDER BY Timestamp`,
  )
  await expect(migrate(withJson)).rejects.toMatchObject({
    code: 'CON_STORE_SCHEMA_CONFLICT',
    message: expect.stringContaining(`${withJson}.otel_logs.LogAttributes has the type JSON`),
  })
  const database = await collectorDatabase()
  await expect(
    printMigration(client, createLayout(database, 'two', 'other')),
  ).rejects.toMatchObject({
    message: `${database}.otel_traces is not a Distributed table: set CONSOLE_CLICKHOUSE_DATABASE to a database for Distributed tables, and --local-database to ${database}`,
  })
  expect(() => createLayout('same', 'two', 'same')).toThrow('must differ')
})
