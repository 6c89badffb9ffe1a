import type { RowSink, Rows } from '../../model/row-sink.ts'
import type { Engine } from '../engine/engine.ts'
import { isTransient, refusal } from '../engine-errors.ts'
import { type Batcher, createBatcher } from './batcher.ts'
import { type Columns, rowKinds, tables } from './columns.ts'
import { encodeRows } from './encode-rows.ts'

export interface BatchingOptions {
  readonly maxPendingBytes: number
  readonly maxBatchBytes: number
  readonly intervalMillis: number
  readonly steadyIntervalMillis: number
  readonly burst: number
}

const defaults: BatchingOptions = {
  maxPendingBytes: 128 * 1024 * 1024,
  maxBatchBytes: 16 * 1024 * 1024,
  intervalMillis: 100,
  // A trickle of many small inserts costs more than all else.
  steadyIntervalMillis: 1_000,
  burst: 20,
}

/** Returns a sink that resolves once the engine has stored the rows. */
export function createRowSink(
  engine: Pick<Engine, 'insert'>,
  columns: Columns,
  batching: Partial<BatchingOptions> = {},
) {
  const batcher = (kind: keyof Rows): Batcher =>
    createBatcher({
      ...defaults,
      ...(batching.intervalMillis !== undefined && {
        steadyIntervalMillis: batching.intervalMillis,
      }),
      ...batching,
      write: async (lines) => {
        try {
          await engine.insert(tables[kind], columns[kind], lines)
        } catch (error) {
          throw refusal(error)
        }
      },
      mayBeOnePart: (error) => !isTransient(error),
    })
  const batchers = Object.fromEntries(rowKinds.map((kind) => [kind, batcher(kind)])) as Record<
    keyof Rows,
    Batcher
  >

  const sink: RowSink = {
    insert: async (kind, rows) => {
      if (rows.length > 0) await batchers[kind].add(encodeRows(columns[kind], rows))
    },
  }
  return {
    sink,
    close: async () => {
      await Promise.all(Object.values(batchers).map((batcher) => batcher.close()))
    },
  }
}
