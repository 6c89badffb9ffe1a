import { afterAll, beforeAll, expect, test } from 'vitest'
import { anyKey } from '../../../src/store/resource-keys.ts'
import { createRunQuery, queryFiles, type RunQuery } from '../../../src/store/run-query.ts'
import { migrateServer } from '../../../src/store/server-schema/migrate-server.ts'
import { readSql } from '../../../src/store/sql-files.ts'
import { loadTables } from '../../../src/store/tables.ts'
import { openChdbCluster } from '../../support/chdb-cluster.ts'
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
import { queryCases } from '../../support/query-cases.ts'
import type { TestCluster } from '../../support/test-cluster.ts'

// Every query on one server, on two shards, and on tables that the Collector created: equal results.

const cases = queryCases({
  ...{ range: fixtureRange, traceId: fixtureTrace, fingerprint: fixtureFingerprint },
  ...{ metric: fixtureMetric, service: 'web' },
})
const generations = ['current', 'old'] as const
const single = (generation?: Generation) => `single_${generation ?? 'own'}`
const distributed = (generation?: Generation) => `distributed_${generation ?? 'own'}`
const layouts = [
  distributed(),
  ...generations.flatMap((generation) => [single(generation), distributed(generation)]),
]

const filledTables = [...new Set(fixtureRows.map(([table]) => table))]
const otelTables = filledTables.filter((table) => table.startsWith('otel_'))
const ownTables = filledTables.filter((table) => !table.startsWith('otel_'))

let cluster: TestCluster
const runs = new Map<string, RunQuery>()

beforeAll(async () => {
  cluster = await openChdbCluster()
  const { client } = cluster
  const command = (query: string) => client.command({ query })
  const migrateSingle = (database: string) =>
    migrateServer(
      client,
      { database, localDatabase: database },
      { leadMillis: 500, lateMillis: 500, onProgress: () => undefined },
    )
  await migrateSingle(single())
  for (const [table, select] of fixtureRows) {
    const described = await client.query({
      query: `DESCRIBE TABLE (${select})`,
      format: 'JSONEachRow',
    })
    const names = (await described.json<{ name: string }>()).map(({ name }) => `\`${name}\``)
    await command(`INSERT INTO ${single()}.${table} (${names.join(', ')}) ${select}`)
  }

  for (const generation of generations) {
    await command(`CREATE DATABASE ${single(generation)}`)
    for (const query of collectorTables(single(generation), generation)) await command(query)
    // Rows that are there before the migration, and rows that arrive after it.
    await copy(single(generation), 0, generation, otelTables)
    await migrateSingle(single(generation))
    await copy(single(generation), 0, generation, ownTables)
    await copy(single(generation), 1, generation)
  }
  for (const generation of [undefined, ...generations]) {
    await cluster.create(distributed(generation), (shard) =>
      generation ? collectorTables(shard, generation) : [],
    )
    for (const shard of [0, 1])
      await copy(distributed(generation), shard, generation, filledTables, shard + 1)
  }
  for (const layout of [single(), ...layouts]) {
    const reader = await cluster.connect(layout)
    runs.set(layout, createRunQuery(reader, { keys: anyKey, tables: await loadTables(reader) }))
  }

  async function copy(
    database: string,
    half: number,
    generation?: Generation,
    tables: readonly string[] = filledTables,
    shard?: number,
  ) {
    const values = generation ? collectorValues(generation) : {}
    for (const table of tables) {
      const target = shard === undefined ? database : `${database}_${shard}`
      const result = await client.query({
        query: `SELECT name FROM system.columns WHERE database = '${target}' AND table = '${table}' AND default_kind = ''
          AND name IN (SELECT name FROM system.columns WHERE database = '${single()}' AND table = '${table}')`,
        format: 'JSONEachRow',
      })
      const columns = (await result.json<{ name: string }>()).map(({ name }) => name)
      const quoted = columns.map((name) => `\`${name}\``)
      const isHalf = `${fixtureShard[table] ?? 'toUnixTimestamp(TimeUnix) % 4 < 2'} = ${half}`
      const select = `SELECT ${columns.map((name) => values[name] ?? `\`${name}\``).join(', ')} FROM ${single()}.${table} WHERE ${isHalf}`
      if (shard === undefined)
        await command(`INSERT INTO ${database}.${table} (${quoted.join(', ')}) ${select}`)
      else await cluster.insertIntoShard(database, shard, table, quoted, select)
    }
  }
}, 240_000)
afterAll(() => cluster.close())

test.each(queryFiles().flatMap((file) => layouts.map((layout) => ({ file, layout }))))(
  '$file on $layout',
  async ({ file, layout }) => {
    for (const hasRepeats of [false, true]) {
      const rows = async (name: string) =>
        normalized(
          file,
          (await runs.get(name)?.<object>(file, { ...cases[file], hasRepeats })) ?? [],
        )
      const expected = await rows(single())
      expect(expected.length).toBeGreaterThan(0)
      expect(await rows(layout)).toEqual(expected)
    }
  },
)

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
