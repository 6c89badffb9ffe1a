import type { ClickHouseClient } from '@clickhouse/client'
import type { Reserve } from '../engine/reserve.ts'
import { readSql } from '../sql-files.ts'

export interface RetentionOptions {
  readonly maxAgeDays: number
  /** Bytes on disk of all tables together. */
  readonly maxBytes: number
  readonly intervalMillis?: number
  /** Sees why a round failed; the next one tries again. */
  readonly onError?: (error: unknown) => void
}

interface Part {
  readonly table: string
  readonly name: string
  readonly bytes: number
  readonly newestUnix: number
}

/** Tables of what was received as it came, a row each. */
const receivedTables = ['otel_traces', 'otel_logs', 'xray_segments', 'rollbar_items']
/** Tables that retention takes parts from: days, or weeks of when traces were. */
const partedTables = [
  ...receivedTables,
  'otel_traces_trace_id_ts',
  'console_service_minutes',
  'console_span_names',
  'console_runs',
  'console_run_signals',
  'console_span_links',
]
/** Tables with a row of each day, of which retention removes those that are over. */
export const dayTables = ['console_service_totals', 'console_resource_keys']
/** Every table of what was received. */
export const dataTables = [...partedTables, ...dayTables]
const dayMillis = 86_400_000
/** Part of the allowed bytes that remains after a round, so that rounds stay rare. */
const keptShare = 0.9
/** The engine removes whole parts, so no part may hold more than this share of everything. */
const partShare = 1 / 16
const removedPartSeconds = 60

/** Removes what is too old, then the oldest of what is too much; whole parts, so it costs next to nothing. */
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
    /** Resolves when no round is under way and none will follow. */
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
    query_params: { tables: partedTables },
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

/** Removes rows of days of which all is gone; the engine does it in its own time. */
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
    query_params: { tables: partedTables, settings },
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
    // A merge took it meanwhile: the next round sees the part it became.
    if ((error as { type?: string }).type !== 'NO_SUCH_DATA_PART') throw error
  }
}
