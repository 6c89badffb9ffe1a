import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Repeats } from '../../../src/store/each-span-once.ts'
import { anyKey } from '../../../src/store/resource-keys.ts'
import { createRunQuery, queryFiles, type RunQuery } from '../../../src/store/run-query.ts'
import { migrateServer } from '../../../src/store/server-schema/migrate-server.ts'
import { readSql } from '../../../src/store/sql-files.ts'
import { loadTables } from '../../../src/store/tables.ts'
import {
  collectorTables,
  collectorValues,
  type Generation,
} from '../../support/collector-tables.ts'
import {
  fixtureFingerprint,
  fixtureMetric,
  fixtureRange,
  fixtureRows,
  fixtureShard,
  fixtureTrace,
} from '../../support/fixture-rows.ts'
import { openTestCluster } from '../../support/open-test-cluster.ts'
import { queryCases } from '../../support/query-cases.ts'
import { readRows, type TestCluster } from '../../support/test-cluster.ts'

// Every query on one server, on two shards, and on tables that the Collector created: equal results.

const cases = queryCases({
  ...{ range: fixtureRange, traceId: fixtureTrace, fingerprint: fixtureFingerprint },
  ...{ metric: fixtureMetric, service: 'web' },
})
/** On one server or two shards; the console or a Collector created the tables of received telemetry. */
interface TestLayout {
  readonly name: string
  readonly isDistributed: boolean
  readonly generation?: Generation
}

const reference: TestLayout = { name: 'single', isDistributed: false }
const layouts: readonly TestLayout[] = [
  { name: 'distributed', isDistributed: true },
  { name: 'single_collector', isDistributed: false, generation: 'current' },
  { name: 'distributed_collector', isDistributed: true, generation: 'current' },
  { name: 'single_old_collector', isDistributed: false, generation: 'old' },
  { name: 'distributed_old_collector', isDistributed: true, generation: 'old' },
]

const filledTables = [...new Set(fixtureRows.map(([table]) => table))]
const otelTables = filledTables.filter((table) => table.startsWith('otel_'))
const ownTables = filledTables.filter((table) => !table.startsWith('otel_'))

let cluster: TestCluster
const runs = new Map<string, RunQuery>()
const databaseOf = ({ name }: TestLayout) => `${cluster.prefix}${name}`
const command = (query: string) => cluster.client.command({ query })
const migrate = (database: string) =>
  migrateServer(
    cluster.client,
    { database, localDatabase: database },
    { leadMillis: 500, lateMillis: 500, onProgress: () => undefined },
  )

beforeAll(async () => {
  cluster = await openTestCluster()
  await migrate(databaseOf(reference))
  for (const [table, select] of fixtureRows) {
    const columns = await readRows<{ name: string }>(cluster.client, `DESCRIBE TABLE (${select})`)
    const names = columns.map(({ name }) => `\`${name}\``)
    await command(`INSERT INTO ${databaseOf(reference)}.${table} (${names.join(', ')}) ${select}`)
  }
  for (const layout of layouts) await (layout.isDistributed ? fillShards(layout) : fill(layout))
  await cluster.settle()
  for (const layout of [reference, ...layouts]) {
    const reader = await cluster.connect(databaseOf(layout))
    const tables = await loadTables(reader)
    runs.set(layout.name, createRunQuery(reader, { keys: anyKey, tables }))
  }
}, 300_000)
afterAll(() => cluster.close())

/** Half of the rows exist before the migration, half of them arrive after it. */
async function fill(layout: TestLayout): Promise<void> {
  const database = databaseOf(layout)
  await command(`CREATE DATABASE ${database}`)
  for (const query of collectorTables(database, layout.generation ?? 'current'))
    await command(query)
  const copy = async (table: string, half: number) => {
    const { columns, select } = await rowsOf(table, half, database, layout.generation)
    await command(`INSERT INTO ${database}.${table} (${columns.join(', ')}) ${select}`)
  }
  for (const table of otelTables) await copy(table, 0)
  await migrate(database)
  for (const table of ownTables) await copy(table, 0)
  for (const table of filledTables) await copy(table, 1)
}

async function fillShards({ generation, ...layout }: TestLayout): Promise<void> {
  const database = databaseOf(layout)
  await cluster.create(database, (shard) => (generation ? collectorTables(shard, generation) : []))
  for (const shard of [1, 2] as const)
    for (const table of filledTables) {
      const stored = cluster.shardDatabase(database, shard)
      const { columns, select } = await rowsOf(table, shard - 1, stored, generation)
      await cluster.insertIntoShard({ database, shard, table }, columns, select)
    }
}

/** Reads one of the two halves of a table, with the columns that the target has. */
async function rowsOf(table: string, half: number, target: string, generation?: Generation) {
  const columns = await readRows<{ name: string }>(
    cluster.client,
    `SELECT name FROM system.columns WHERE database = '${target}' AND table = '${table}' AND default_kind = ''
       AND name IN (SELECT name FROM system.columns WHERE database = '${databaseOf(reference)}' AND table = '${table}')`,
  )
  const values = generation ? collectorValues(generation) : {}
  const names = columns.map(({ name }) => `\`${name}\``)
  const selected = columns.map(({ name }) => values[name] ?? `\`${name}\``)
  const isHalf = `${fixtureShard[table] ?? 'toUnixTimestamp(TimeUnix) % 4 < 2'} = ${half}`
  return {
    columns: names,
    select: `SELECT ${selected.join(', ')} FROM ${databaseOf(reference)}.${table} WHERE ${isHalf}`,
  }
}

describe.each(queryFiles())('%s', (file) => {
  // Other queries have the same text with and without repeats.
  const variants = readSql(`${file}.sql`).includes('/* spans */')
    ? (['none', 'compared', 'recognized'] as const)
    : (['none'] as const)
  const resultsOn = async (layout: string) => {
    const results: unknown[][] = []
    for (const repeats of variants) {
      const rows = await runs.get(layout)?.<object>(file, { ...cases[file], repeats })
      results.push(normalized(file, rows ?? []))
    }
    return results
  }
  let expected: unknown[][]
  beforeAll(async () => {
    expected = await resultsOn(reference.name)
  })

  test.each(layouts)('on $name', async ({ name }) => {
    for (const rows of expected) expect(rows.length).toBeGreaterThan(0)
    expect(await resultsOn(name)).toEqual(expected)
  })
})

test('spans recognized as repeated count once when their rows are on both shards', async () => {
  const [layout = reference] = layouts
  const hour = 3_600_000_000_000n
  const range = { fromNano: fixtureRange.fromNano + hour, toNano: fixtureRange.toNano + hour }
  const columns = ['Timestamp', 'TraceId', 'SpanId', 'SpanKind', 'ServiceName', 'Duration']
  for (const shard of [1, 2] as const)
    await cluster.insertIntoShard(
      { database: databaseOf(layout), shard, table: 'otel_traces' },
      [...columns, 'CountedBefore'],
      `SELECT fromUnixTimestamp64Nano(toInt64(${range.fromNano} + number)), leftPad(hex(number), 32, '0'), leftPad(hex(number), 16, '0'),
         'Server', 'web', ${shard - 1}, ${shard - 1} FROM numbers(20)`,
    )
  await cluster.settle()
  const count = async (repeats: Repeats) => {
    const parts = { range, repeats, parameters: { limit: 9 } }
    const rows = await runs.get(layout.name)?.<{ count: number }>('analysis/count-groups', parts)
    return rows?.map(({ count }) => count)
  }
  expect(await count('none')).toEqual([40])
  expect(await count('compared')).toEqual([20])
  expect(await count('recognized')).toEqual([20])
})

/** Without what differs on purpose: spellings, which readers unify, and generated IDs of log lines. */
function normalized(file: string, rows: readonly object[]): unknown[] {
  const texts = rows.map((row) =>
    JSON.stringify({
      ...row,
      ...('Id' in row && { Id: '' }),
      ...('points' in row && { points: sorted(row.points) }),
    }).replaceAll(
      /"(?:SPAN_KIND|STATUS_CODE)_([A-Z])([A-Z]+)"/g,
      (_, first: string, rest: string) => `"${first}${rest.toLowerCase()}"`,
    ),
  )
  return /\nORDER BY [^)]+$/.test(readSql(`${file}.sql`)) ? texts : texts.sort()
}

function sorted(values: unknown): unknown {
  return Array.isArray(values) ? values.map((value) => JSON.stringify(value)).sort() : values
}
