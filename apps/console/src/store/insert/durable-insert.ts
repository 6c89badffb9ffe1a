import { join } from 'node:path'
import { OverloadedError } from '../../model/row-sink.ts'
import { discardBuffer, flushBuffers, restoreHiddenTables } from '../buffers.ts'
import type { Engine } from '../engine/engine.ts'
import { isDiskFull, refusal } from '../engine-errors.ts'
import { createGate } from '../gate.ts'
import { readFlushed, trackFlush } from './flush-progress.ts'
import { type LogRecord, openWriteLog, readLog, type WriteLog } from './write-log.ts'

export interface DurableInsertOptions {
  /** Data folder, which contains the log. */
  readonly folder: string
  readonly flushIntervalMillis?: number
  /** Lines in memory that cause a flush. */
  readonly flushBytes: number
  /** Called when a flush fails; it is repeated. */
  onError(error: unknown): void
}

/** Inserts rows into the buffers of the embedded engine and makes them durable in a log. */
export interface DurableInsert {
  insert(record: LogRecord): Promise<void>
  /** Runs work on the stored tables while nothing is inserted; buffers are flushed before and after. */
  withoutBuffers(work: () => Promise<void>): Promise<void>
  /** Moves the rows in memory to their tables. */
  flush(): Promise<void>
  close(): Promise<void>
}

const retryFlushMillis = 1_000

/**
 * A row is acknowledged when it is in memory and in the log. Once a minute, or by size, the buffers are
 * flushed and the log is removed; after a crash the log is replayed.
 */
export async function openDurableInsert(
  engine: Pick<Engine, 'insert' | 'writer' | 'pauseQueries'>,
  options: DurableInsertOptions,
): Promise<DurableInsert> {
  const { flushIntervalMillis = 60_000, flushBytes, onError } = options
  const folder = join(options.folder, 'write-log')
  const gate = createGate()
  let bufferedBytes = 0
  /** Whether the memory has rows that are not in the log. */
  let hasUnlogged = false
  let failedFlush: { readonly error: unknown; readonly atMillis: number } | undefined

  await replay(folder, engine)
  const log = await openWriteLog(folder)
  const progress = trackFlush(folder)

  /** Nothing is inserted meanwhile, so that each row is either flushed or in the new file of the log. */
  const flushWith = (work: (onFlushed: (table: string) => Promise<void>) => Promise<void>) =>
    gate.exclusive(async () => {
      const { file, removeEarlier } = await log.rotate()
      try {
        await engine.pauseQueries(() => work((table) => progress.add(file, table)))
        await removeEarlier()
        await progress.clear()
        bufferedBytes = 0
        hasUnlogged = false
        failedFlush = undefined
      } catch (error) {
        failedFlush = { error, atMillis: performance.now() }
        throw error
      }
    })
  const flush = () => flushWith((onFlushed) => flushBuffers(engine.writer, onFlushed))

  /** While flushes fail, for example on a full disk, the memory must not grow. */
  const retryFailedFlush = async () => {
    if (failedFlush === undefined) return
    if (performance.now() - failedFlush.atMillis < retryFlushMillis)
      throw new OverloadedError('The engine cannot write its tables', 1, {
        cause: failedFlush.error,
      })
    await flush()
  }

  /** A full disk is reported by the insert that it refuses. */
  const flushLater = () =>
    flush().catch((error: unknown) => {
      if (!isDiskFull(error)) onError(error)
    })

  const timer = setInterval(() => {
    if (bufferedBytes > 0) flushLater()
  }, flushIntervalMillis)
  timer.unref()

  await flushLater()
  return {
    insert: async (record) => {
      try {
        await retryFailedFlush()
        let isLogged = false
        await gate.shared(async () => {
          const { table, columns, lines } = record
          await engine.insert(table, columns, lines)
          bufferedBytes += lines.length
          // Large batches are cheaper to flush than to log.
          isLogged = bufferedBytes < flushBytes && (await isAppended(log, record))
          if (!isLogged) hasUnlogged = true
        })
        if (!isLogged && hasUnlogged) await flush()
      } catch (error) {
        throw refusal(error)
      }
    },
    flush,
    withoutBuffers: (work) =>
      flushWith(async () => {
        // On a full disk only the work frees space for a flush.
        await flushBuffers(engine.writer).catch(() => undefined)
        await work()
        await flushBuffers(engine.writer)
        await work()
      }),
    close: async () => {
      clearInterval(timer)
      // Rows that cannot be flushed stay in the log.
      if (bufferedBytes > 0) await flushLater()
      await log.close()
    },
  }
}

/** A record that cannot be logged, for example on a full disk, is made durable by a flush. */
async function isAppended(log: WriteLog, record: LogRecord): Promise<boolean> {
  return await log.append(record).then(
    () => true,
    () => false,
  )
}

/** Inserts the records of the log again, except into tables that were flushed before a crash. */
async function replay(
  folder: string,
  { insert, writer }: Pick<Engine, 'insert' | 'writer'>,
): Promise<void> {
  await restoreHiddenTables(writer)
  const flushedWith = await readFlushed(folder)
  let flushed: string[] = []
  const discardFlushed = async () => {
    for (const table of flushed) await discardBuffer(writer, table)
  }
  for await (const { file, table, columns, lines } of readLog(folder)) {
    const next = flushedWith(file)
    // Later files are in fewer tables.
    if (next.length !== flushed.length) await discardFlushed()
    flushed = next
    await insert(table, columns, lines)
  }
  await discardFlushed()
}
