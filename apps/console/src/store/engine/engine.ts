import type { ClickHouseClient } from '@clickhouse/client'

/** ClickHouse, embedded or a server, with the same client and SQL. */
export interface Engine {
  /** Inserts lines, each a JSON array of the values of these columns. */
  insert(table: string, columns: readonly string[], lines: Buffer): Promise<void>
  /** For migrations and retention. */
  readonly writer: ClickHouseClient
  /** For queries: limited in time and memory, and read-only where the engine supports it. */
  readonly reader: ClickHouseClient
  /** Whether the console owns the data, so that it may remove old data. */
  readonly ownsData: boolean
  /** Runs work while no query runs, so that none sees rows between two tables; waits at most 2 s. */
  pauseQueries(work: () => Promise<void>): Promise<void>
  /** Aborts running queries and refuses further ones. */
  abortQueries(): Promise<void>
  close(): Promise<void>
}

/** Limits of one query. */
export const queryLimits = {
  max_execution_time: 20,
  max_memory_usage: '2000000000',
  max_result_rows: '200000',
  max_result_bytes: '512000000',
} as const

/**
 * Times are seconds with nine decimals; an insert may span any number of days. Skip indexes are built
 * by merges: in small parts each would cost two files and save little.
 */
export const insertSettings = {
  date_time_input_format: 'basic',
  input_format_parallel_parsing: 0,
  materialize_skip_indexes_on_insert: 0,
  max_partitions_per_insert_block: '0',
} as const
