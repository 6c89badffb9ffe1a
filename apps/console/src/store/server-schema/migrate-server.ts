import { setTimeout as delay } from 'node:timers/promises'
import type { ClickHouseClient } from '@clickhouse/client'
import { StoreError } from '../../model/store-error.ts'
import { type BackfilledRows, backfill, fillStatement } from './backfill.ts'
import { readExistingTables } from './existing-tables.ts'
import { identifier, type Layout, onCluster } from './layout.ts'
import { withMigrationLock } from './migration-lock.ts'
import { type Cutoff, type MigrationPlan, planMigration } from './migration-plan.ts'
import { isCurrent, readSchemaState, recordVersion } from './schema-version.ts'

export interface MigrateOptions {
  /** Time in which the views must be created on every node. */
  readonly leadMillis?: number
  /** Maximum delay of rows that arrive while the summaries are filled. */
  readonly lateMillis?: number
  onProgress(line: string): void
}

const drainPollMillis = 200

/** The statements of a migration for review, in order. */
export async function printMigration(client: ClickHouseClient, layout: Layout): Promise<string> {
  const { drop, create, views } = planMigration(await readExistingTables(client, layout), layout)
  const cutoff = { since: "'<start + 3 s>'", lateRowsFrom: "'<start + 13 s>'" }
  const fills = []
  for (const rows of existingRows(cutoff))
    for (const view of views.filter(({ existingRows }) => existingRows !== undefined)) {
      const statement = await fillStatement(client, view, layout, rows)
      fills.push(`-- After ${cutoff.lateRowsFrom}, for each day\n${statement}`)
    }
  return [...drop, ...create, ...views.map((view) => view.create(cutoff)), ...fills]
    .map((statement) => `${statement};\n`)
    .join('\n')
}

/**
 * Creates the tables of the console on a server or a cluster, and fills the summaries of received rows
 * that exist already. Tables of others are not changed. Concurrent runs are serialized.
 * @throws StoreError when a table that exists cannot be used
 */
export async function migrateServer(
  client: ClickHouseClient,
  layout: Layout,
  options: MigrateOptions,
): Promise<void> {
  const { onProgress } = options
  const run = async (statements: readonly string[]) => {
    for (const query of statements) await client.command({ query })
  }
  await run([`CREATE DATABASE IF NOT EXISTS ${identifier(layout.database)}${onCluster(layout)}`])
  const work = async () => {
    if (isCurrent(await readSchemaState(client, layout), layout.database))
      return onProgress(`the tables in ${layout.database} are up to date`)
    const plan = planMigration(await readExistingTables(client, layout), layout)
    await run([...plan.drop, ...plan.create])
    await createViews(client, plan, layout, options)
    await recordVersion(client, layout)
    onProgress(`the tables in ${layout.database} are ready`)
  }
  await withMigrationLock(client, layout, work, onProgress)
}

/**
 * Every row counts once, whether it arrives before, during or after this: from the time `since` on the
 * views count, earlier rows are counted by the backfill, which starts when the views begin to count rows
 * that arrive later than `lateMillis`.
 */
async function createViews(
  client: ClickHouseClient,
  { views }: MigrationPlan,
  layout: Layout,
  { leadMillis = 3_000, lateMillis = 10_000, onProgress }: MigrateOptions,
): Promise<void> {
  const filled = views.filter(({ existingRows }) => existingRows !== undefined)
  const cascaded = views.filter(({ readsSummary }) => readsSummary)
  const received = views.filter(({ readsSummary }) => !readsSummary)
  for (let lead = leadMillis; ; lead *= 4) {
    const sinceMillis = (await serverMillis(client)) + lead
    const cutoff: Cutoff = { since: at(sinceMillis), lateRowsFrom: at(sinceMillis + lateMillis) }
    for (const view of cascaded) await client.command({ query: view.create() })
    // Rows of a clock that is ahead.
    for (const view of filled)
      await backfill(client, view, layout, { condition: `Timestamp >= ${cutoff.since}` })
    for (const view of received) await client.command({ query: view.create(cutoff) })
    if (filled.length === 0) return
    const lateRowsInMillis = sinceMillis + lateMillis - (await serverMillis(client))
    if (lateRowsInMillis > lateMillis) {
      onProgress(`counting existing rows in ${Math.ceil(lateRowsInMillis / 1_000)} s`)
      await delay(lateRowsInMillis)
      await drainInserts(client, layout, sinceMillis + lateMillis)
      for (const view of filled)
        onProgress(`counting the rows of ${view.view.source} for ${view.view.target}`)
      for (const rows of existingRows(cutoff))
        for (const view of filled) await backfill(client, view, layout, rows)
      return
    }
    // The views came too late: rows without a view may have arrived after the cutoff.
    const { drop, create } = planMigration(await readExistingTables(client, layout), layout)
    for (const query of [...drop, ...create]) await client.command({ query })
  }
}

/**
 * The rows before the cutoff in two steps. First the minute of the cutoff, at once, because its view counts
 * other rows in the same minute; then all earlier ones, less the late rows that their views count meanwhile.
 */
function existingRows({ since }: Pick<Cutoff, 'since'>): readonly BackfilledRows[] {
  const minute = `toStartOfMinute(${since})`
  return [
    { condition: `Timestamp >= ${minute} AND Timestamp < ${since}` },
    { condition: `Timestamp < ${minute}`, countedMinutes: `Minute < ${minute}` },
  ]
}

/** @throws StoreError that names the clusters of the server */
export async function assertCluster(client: ClickHouseClient, cluster: string): Promise<void> {
  const result = await client.query({
    query: 'SELECT DISTINCT cluster FROM system.clusters ORDER BY cluster',
    format: 'JSONEachRow',
  })
  const names = (await result.json<{ cluster: string }>()).map((row) => row.cluster)
  if (!names.includes(cluster))
    throw new StoreError(
      'CON_STORE_SCHEMA_CONFLICT',
      `the server has no cluster ${cluster} (clusters: ${names.join(', ') || 'none'})`,
    )
}

function at(millis: number): string {
  return `fromUnixTimestamp64Milli(${millis})`
}

async function serverMillis(client: ClickHouseClient): Promise<number> {
  const result = await client.query({
    query: 'SELECT toFloat64(toUnixTimestamp64Milli(now64(3))) AS millis',
    format: 'JSONEachRow',
  })
  const [row] = await result.json<{ millis: number }>()
  return row?.millis ?? Date.now()
}

/** Waits for inserts that started before the views counted late rows. */
async function drainInserts(
  client: ClickHouseClient,
  { cluster }: Layout,
  startedBeforeMillis: number,
): Promise<void> {
  const processes =
    cluster === undefined
      ? 'system.processes'
      : `clusterAllReplicas(${identifier(cluster)}, system.processes)`
  for (;;) {
    const result = await client.query({
      query: `SELECT toUInt32(count()) AS running FROM ${processes}
        WHERE query_kind = 'Insert' AND now64(3) - toIntervalMillisecond(toInt64(elapsed * 1000)) < ${at(startedBeforeMillis)}`,
      format: 'JSONEachRow',
    })
    const [row] = await result.json<{ running: number }>()
    if (!row?.running) return
    await delay(drainPollMillis)
  }
}
