import type { ClickHouseClient } from '@clickhouse/client'

/** ClickHouse, embedded or a server; the same client and SQL for both. */
export interface Engine {
  /** Writes rows, each a line with a JSON array of the values of these columns. */
  insert(table: string, columns: readonly string[], lines: Buffer): Promise<void>
  /** For migrations and retention. */
  readonly writer: ClickHouseClient
  /** For questions: bounded in time and memory, and unable to write where the engine allows to say so. */
  readonly reader: ClickHouseClient
  /** Whether what is kept is ours alone, so that old data may be removed here. */
  readonly ownsData: boolean
  /** Ends the questions that run and refuses further ones. */
  abortQueries(): Promise<void>
  close(): Promise<void>
}

/** Bounds of one question. */
export const queryLimits = {
  max_execution_time: 20,
  max_memory_usage: '2000000000',
  max_result_rows: '200000',
  max_result_bytes: '512000000',
} as const

/**
 * How rows are read: times as seconds with nine decimals; days as many as one insert has. Indexes are
 * made when parts are merged: until then they would cost two files each and help little.
 */
export const insertSettings = {
  date_time_input_format: 'basic',
  input_format_parallel_parsing: 0,
  materialize_skip_indexes_on_insert: 0,
  max_partitions_per_insert_block: '0',
} as const
