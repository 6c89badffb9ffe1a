import { Readable } from 'node:stream'
import { ClickHouseLogLevel, createClient, drainStream } from '@clickhouse/client'
import { StoreError } from '../../model/store-error.ts'
import { type Engine, insertSettings, queryLimits } from './engine.ts'

export interface ServerOptions {
  /** Base URL without credentials. */
  readonly url: string
  readonly username: string
  readonly password: string
  readonly database: string
}

const requestTimeoutMillis = 30_000

/** A subquery of a shard reads all shards: the spans of a trace may be on any. */
export const clusterSettings = { distributed_product_mode: 'global' } as const

/** @throws StoreError when the server cannot be reached or refuses the user */
export async function openServer(
  options: ServerOptions,
  timeoutMillis = requestTimeoutMillis,
): Promise<Engine> {
  const settings = {
    ...options,
    application: 'cruddur-console',
    request_timeout: timeoutMillis,
    // Errors reach the caller; the client's own log would repeat them with the queries.
    log: { level: ClickHouseLogLevel.OFF },
  }
  const writer = createClient({
    ...settings,
    compression: { request: true, response: true },
    // Rows are acknowledged when they are on their shard.
    clickhouse_settings: { distributed_foreground_insert: 1 },
  })
  const reader = createClient({
    ...settings,
    compression: { response: true },
    clickhouse_settings: { ...queryLimits, ...clusterSettings },
  })
  const engine: Engine = {
    insert: async (table, columns, lines) => {
      const names = columns.map((name) => `\`${name}\``).join(', ')
      const { stream } = await writer.exec({
        query: `INSERT INTO ${table} (${names}) FORMAT JSONCompactEachRow`,
        values: Readable.from([lines], { objectMode: false }),
        clickhouse_settings: insertSettings,
      })
      await drainStream(stream)
    },
    writer,
    reader,
    ownsData: false,
    pauseQueries: (work) => work(),
    abortQueries: () => reader.close(),
    close: async () => {
      await reader.close()
      await writer.close()
    },
  }
  const ping = await writer.ping({ select: true })
  if (ping.success) return engine
  await engine.close()
  throw new StoreError(
    'CON_STORE_UNREACHABLE',
    `ClickHouse at ${options.url} cannot be used (${reason(ping.error)}): check CONSOLE_CLICKHOUSE_URL, CONSOLE_CLICKHOUSE_USER, CONSOLE_CLICKHOUSE_PASSWORD and CONSOLE_CLICKHOUSE_DATABASE`,
    { cause: ping.error },
  )
}

function reason(error: Error & { code?: string; type?: string }): string {
  return error.type ?? error.code ?? (error.message.split('\n', 1)[0] || error.name)
}
