import type { ClickHouseClient } from '@clickhouse/client'
import { storedTable } from '../buffers.ts'
import type { Reserve } from '../engine/reserve.ts'
import { readSql } from '../sql-files.ts'

export interface RetentionOptions {
  readonly maxAgeDays: number
  /** Limit for the bytes on disk of all tables together. */
  readonly maxBytes: number
  readonly intervalMillis?: number
  /** Called when a round fails; the next one tries again. */
  readonly onError?: (error: unknown) => void
}

interface Part {
  readonly table: string
  readonly name: string
  readonly bytes: number
  readonly oldestUnix: number
  readonly newestUnix: number
  /** Has rows that must not be removed because of their age. */
  readonly isRetained: boolean
}

/** Tables with one row per received record. */
const receivedTables = [
  'otel_traces',
  'otel_logs',
  'xray_segments',
  'rollbar_items',
  'otel_metrics_gauge',
  'otel_metrics_sum',
  'otel_metrics_histogram',
  'otel_metrics_exponential_histogram',
  'otel_metrics_summary',
].map(storedTable)
/** Tables that views fill from them; their parts stay as long as their days have received data. */
const derivedTables = [
  'otel_traces_trace_id_ts',
  'console_service_minutes',
  'console_span_names',
  'console_runs',
  'console_run_signals',
  'console_span_links',
].map(storedTable)
const partitionedTables = [...receivedTables, ...derivedTables]
/** Tables with one row per day; retention deletes days without received data. */
export const dayTables = ['console_service_totals', 'console_resource_keys'].map(storedTable)
/** All tables with received data. */
export const dataTables = [...partitionedTables, ...dayTables]
const daySeconds = 86_400
/** Share of the byte limit that remains after a round, so that rounds stay rare. */
const keptShare = 0.9
/** Only whole parts are removed, so a part must not exceed this share of the byte limit. */
const partShare = 1 / 16
const removedPartSeconds = 60

/** Removes old data, then the oldest data above the byte limit. Dropping whole parts is cheap. */
export function startRetention(
  client: ClickHouseClient,
  options: RetentionOptions,
  { freeing }: Reserve,
) {
  const { intervalMillis = 60_000, onError = () => undefined } = options
  let running = prepare(client, options)
    .then(() => freeing(() => removeOldParts(client, options)))
    .catch(onError)
  const timer = setInterval(() => {
    running = running.then(() => freeing(() => removeOldParts(client, options))).catch(onError)
  }, intervalMillis)
  timer.unref()
  return {
    /** Stops and waits for a running round. */
    stop: async () => {
      clearInterval(timer)
      await running
    },
  }
}

/** One round. */
export async function removeOldParts(
  client: ClickHouseClient,
  { maxAgeDays, maxBytes }: Pick<RetentionOptions, 'maxAgeDays' | 'maxBytes'>,
): Promise<void> {
  const result = await client.query({
    query: readSql('retention/list-parts.sql'),
    query_params: { tables: partitionedTables },
    format: 'JSONEachRow',
  })
  const parts = await result.json<Part>()
  const isReceived = ({ table }: Part) => receivedTables.includes(table)
  const oldestKept = Date.now() / 1000 - maxAgeDays * daySeconds
  let bytes = parts.reduce((sum, part) => sum + part.bytes, 0)
  const goal = bytes > maxBytes ? maxBytes * keptShare : bytes
  const daysWithData = new Set<number>()
  let isAnyRemoved = false
  for (const part of parts.filter(isReceived)) {
    const isTooOld = part.newestUnix < oldestKept && !part.isRetained
    if (isTooOld || bytes > goal) {
      await dropPart(client, part)
      bytes -= part.bytes
      isAnyRemoved = true
    } else for (const day of daysOf(part)) daysWithData.add(day)
  }
  if (!isAnyRemoved) return
  for (const part of parts)
    if (!isReceived(part) && daysOf(part).every((day) => !daysWithData.has(day)))
      await dropPart(client, part)
  await deleteDays(client)
}

function daysOf({ oldestUnix, newestUnix }: Part): number[] {
  const first = Math.floor(oldestUnix / daySeconds)
  const last = Math.floor(newestUnix / daySeconds)
  return Array.from({ length: last - first + 1 }, (_, index) => first + index)
}

/** Deletes rows of days without data; the engine runs the mutation in the background. */
async function deleteDays(client: ClickHouseClient): Promise<void> {
  const result = await client.query({
    query: readSql('retention/list-days.sql'),
    query_params: { tables: receivedTables },
    format: 'JSONEachRow',
  })
  const days = (await result.json<{ day: string }>()).map(({ day }) => day)
  for (const table of dayTables)
    await client.command({
      query: 'ALTER TABLE {table:Identifier} DELETE WHERE Day NOT IN {days:Array(Date)}',
      query_params: { table, days },
    })
}

async function prepare(client: ClickHouseClient, { maxBytes }: RetentionOptions): Promise<void> {
  const maxPartBytes = Math.max(1_000_000, Math.floor(maxBytes * partShare))
  const settings = [
    `max_bytes_to_merge_at_max_space_in_pool = ${maxPartBytes}`,
    `old_parts_lifetime = ${removedPartSeconds}`,
  ]
  const result = await client.query({
    query: readSql('retention/list-unprepared.sql'),
    query_params: { tables: partitionedTables, settings },
    format: 'JSONEachRow',
  })
  for (const { name } of await result.json<{ name: string }>())
    await client.command({ query: `ALTER TABLE ${name} MODIFY SETTING ${settings.join(', ')}` })
}

async function dropPart(client: ClickHouseClient, { table, name }: Part): Promise<void> {
  try {
    await client.command({
      query: 'ALTER TABLE {table:Identifier} DROP PART {name:String}',
      query_params: { table, name },
    })
  } catch (error) {
    // The part was merged meanwhile: the next round handles the merged part.
    if ((error as { type?: string }).type !== 'NO_SUCH_DATA_PART') throw error
  }
}
