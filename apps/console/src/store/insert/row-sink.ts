import { Readable } from 'node:stream'
import { type ClickHouseClient, drainStream } from '@clickhouse/client'
import type { RowSink, Rows } from '../../model/row-sink.ts'
import { insertSettings } from '../engine/engine.ts'
import { isTransient, refusal } from '../engine-errors.ts'
import { type Batcher, createBatcher } from './batcher.ts'
import { encodeRows, tables } from './encode-rows.ts'

export interface BatchingOptions {
  readonly maxPendingChars: number
  readonly maxBatchChars: number
  readonly intervalMillis: number
}

const defaults: BatchingOptions = {
  maxPendingChars: 128 * 1024 * 1024,
  maxBatchChars: 16 * 1024 * 1024,
  intervalMillis: 100,
}

/** A sink that acknowledges rows once the engine has them. */
export function createRowSink(client: ClickHouseClient, batching: Partial<BatchingOptions> = {}) {
  const batchers = Object.fromEntries(
    Object.entries(tables).map(([kind, table]) => [
      kind,
      createBatcher({
        ...defaults,
        ...batching,
        write: (lines) => insertLines(client, table, lines),
        mayBeOnePart: (error) => !isTransient(error),
      }),
    ]),
  ) as Record<keyof Rows, Batcher>

  const sink: RowSink = {
    insert: async (kind, rows) => {
      if (rows.length > 0) await batchers[kind].add(encodeRows(kind, rows))
    },
  }
  return {
    sink,
    close: async () => {
      await Promise.all(Object.values(batchers).map((batcher) => batcher.close()))
    },
  }
}

async function insertLines(client: ClickHouseClient, table: string, lines: string): Promise<void> {
  try {
    const { stream } = await client.exec({
      query: `INSERT INTO ${table} FORMAT JSONEachRow`,
      values: Readable.from([lines], { objectMode: false }),
      clickhouse_settings: insertSettings,
    })
    await drainStream(stream)
  } catch (error) {
    throw refusal(error)
  }
}
