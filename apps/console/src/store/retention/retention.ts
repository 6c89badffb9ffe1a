import type { ClickHouseClient } from '@clickhouse/client'
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
  readonly newestUnix: number
}

/** Tables with one row per received record. */
const receivedTables = ['otel_traces', 'otel_logs', 'xray_segments', 'rollbar_items']
/** Tables whose parts retention drops. */
const partitionedTables = [
  ...receivedTables,
  'otel_traces_trace_id_ts',
  'console_service_minutes',
  'console_span_names',
  'console_runs',
  'console_run_signals',
  'console_span_links',
]
/** Tables with one row per day, of which retention deletes old days. */
export const dayTables = ['console_service_totals', 'console_resource_keys']
/** All tables with received data. */
export const dataTables = [...partitionedTables, ...dayTables]
const dayMillis = 86_400_000
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
  const oldestKept = (Date.now() - maxAgeDays * dayMillis) / 1000
  let bytes = parts.reduce((sum, part) => sum + part.bytes, 0)
  const goal = bytes > maxBytes ? maxBytes * keptShare : bytes
  let isAnyReceived = false
  for (const part of parts) {
    if (part.newestUnix >= oldestKept && bytes <= goal) continue
    await dropPart(client, part)
    bytes -= part.bytes
    isAnyReceived ||= receivedTables.includes(part.table)
  }
  if (isAnyReceived) await forgetDays(client)
}

/** Deletes rows of days without data; the engine runs the mutation in the background. */
async function forgetDays(client: ClickHouseClient): Promise<void> {
  const query = readSql('retention/oldest-day.sql')
  const result = await client.query({
    query,
    query_params: { tables: receivedTables },
    format: 'JSONEachRow',
  })
  const [oldest] = await result.json<{ day: string }>()
  for (const table of dayTables)
    await client.command({
      query: 'ALTER TABLE {table:Identifier} DELETE WHERE Day < {day:Date}',
      query_params: { table, day: oldest?.day },
    })
}

async function prepare(client: ClickHouseClient, { maxBytes }: RetentionOptions): Promise<void> {
  const maxPartBytes = Math.max(1_000_000, Math.floor(maxBytes * partShare))
  const settings = [
    `max_bytes_to_merge_at_max_space_in_pool = ${maxPartBytes}`,
    `old_parts_lifetime = ${removedPartSeconds}`,
  ]
  const answer = await client.query({
    query: readSql('retention/list-unprepared.sql'),
    query_params: { tables: partitionedTables, settings },
    format: 'JSONEachRow',
  })
  for (const { name } of await answer.json<{ name: string }>())
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
