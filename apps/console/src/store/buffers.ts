import type { ClickHouseClient } from '@clickhouse/client'

/**
 * Tables whose new rows the embedded engine keeps in memory until they are flushed, each in front
 * of a table of the same name with `_stored`. Many small inserts would otherwise create and merge a
 * part in every table each time. Received tables come last: a row without its derived rows is found
 * sooner than the reverse.
 */
export const bufferedTables = [
  ...['otel_traces_trace_id_ts', 'console_service_minutes', 'console_service_totals'],
  ...['console_span_names', 'console_runs', 'console_run_signals', 'console_span_links'],
  ...['otel_metrics_gauge', 'otel_metrics_sum', 'otel_metrics_histogram', 'otel_metrics_summary'],
  'otel_metrics_exponential_histogram',
  ...['console_resource_keys', 'otel_traces', 'otel_logs', 'xray_segments', 'rollbar_items'],
]

/** The console flushes them itself, so the limits of time and size are out of reach. */
const limits = '1, 1000000000, 1000000000, 1000000000, 1000000000, 1000000000000, 1000000000000'

export function storedTable(table: string): string {
  return bufferedTables.includes(table) ? `${table}_stored` : table
}

/** The statements that create a table from its SQL file, with a buffer in front of it. */
export function bufferedStatements(sql: string): string[] {
  const [whole = '', table = ''] = /CREATE TABLE IF NOT EXISTS (\w+)/.exec(sql) ?? []
  if (!bufferedTables.includes(table)) return [sql]
  const stored = storedTable(table)
  return [
    sql.replace(whole, `CREATE TABLE IF NOT EXISTS ${stored}`),
    `CREATE TABLE IF NOT EXISTS ${table} AS ${stored} ENGINE = Buffer(currentDatabase(), ${stored}, ${limits})`,
  ]
}

/** Moves the rows in memory to their tables, one part each. */
export async function flushBuffers(
  client: ClickHouseClient,
  onFlushed: (table: string) => Promise<void> = async () => undefined,
): Promise<void> {
  for (const table of bufferedTables) {
    await client.command({ query: `OPTIMIZE TABLE ${table}` })
    await onFlushed(table)
  }
}

/** Removes the rows that a table has in memory: a buffer without its table discards them. */
export async function discardBuffer(client: ClickHouseClient, table: string): Promise<void> {
  const stored = storedTable(table)
  await client.command({ query: `RENAME TABLE ${stored} TO ${hidden(table)}` })
  await client.command({ query: `OPTIMIZE TABLE ${table}` })
  await restoreHiddenTables(client)
}

/** Completes a `discardBuffer` that was interrupted. */
export async function restoreHiddenTables(client: ClickHouseClient): Promise<void> {
  const result = await client.query({
    query:
      'SELECT name FROM system.tables WHERE database = currentDatabase() AND name IN {names:Array(String)}',
    query_params: { names: bufferedTables.map(hidden) },
    format: 'JSONEachRow',
  })
  for (const { name } of await result.json<{ name: string }>())
    await client.command({ query: `RENAME TABLE ${name} TO ${name.replace(/_hidden$/, '')}` })
}

const hidden = (table: string) => `${storedTable(table)}_hidden`
