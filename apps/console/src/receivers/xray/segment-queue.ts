import { setTimeout as wait } from 'node:timers/promises'
import { OverloadedError, type RowSink } from '../../model/row-sink.ts'
import type { SegmentRow } from '../../model/segment-row.ts'
import { StoreError } from '../../model/store-error.ts'

export interface SegmentQueue {
  /** Queues the rows of one document; drops the oldest documents when the queue is full. */
  push(rows: readonly SegmentRow[], documentBytes: number): void
  /** Documents stored so far. */
  readonly stored: number
  /** Documents dropped so far: by a full queue or a failed insert. */
  readonly dropped: number
  /** Documents that are queued or being stored. */
  readonly unwritten: number
  /** Stores the queued documents and accepts no more. */
  close(): Promise<void>
}

export interface SegmentQueueOptions {
  readonly sink: RowSink
  readonly maxDocuments: number
  /** Size of the documents as received; their rows take about three times as much memory. */
  readonly maxBytes: number
  /** Minimum time between two inserts: each has a cost and no caller waits for it. */
  readonly intervalMillis?: number
  /** Maximum time that `close` waits for an overloaded store. */
  readonly closeTimeoutMillis: number
  onError(error: unknown): void
}

interface Waiting {
  readonly rows: readonly SegmentRow[]
  readonly bytes: number
}

const maxDocumentsPerInsert = 2_000

/**
 * Queues documents whose sender waits for no response. One insert runs at a time and takes everything
 * queued so far; the first one after a pause runs at once.
 */
export function createSegmentQueue(options: SegmentQueueOptions): SegmentQueue {
  const { sink, maxDocuments, maxBytes, intervalMillis = 0 } = options
  let waiting: Waiting[] = []
  let oldest = 0
  let waitingBytes = 0
  let taken = 0
  let stored = 0
  let dropped = 0
  let writing: Promise<void> | undefined
  let deadline = Number.POSITIVE_INFINITY
  const closing = Promise.withResolvers<void>()
  const isClosing = () => deadline !== Number.POSITIVE_INFINITY

  function take(): readonly Waiting[] {
    const batch = waiting.slice(oldest, oldest + maxDocumentsPerInsert)
    oldest += batch.length
    for (const { bytes } of batch) waitingBytes -= bytes
    compact()
    return batch
  }

  async function pause(millis: number): Promise<void> {
    if (millis <= 0 || isClosing()) return
    await Promise.race([wait(millis), closing.promise])
  }

  function compact(): void {
    if (oldest < waiting.length / 2) return
    waiting = waiting.slice(oldest)
    oldest = 0
  }

  async function write(): Promise<void> {
    while (oldest < waiting.length) {
      const startMillis = performance.now()
      await insert(take())
      await pause(startMillis + intervalMillis - performance.now())
    }
  }

  async function insert(batch: readonly Waiting[]): Promise<void> {
    try {
      await insertWithRetries(batch.flatMap(({ rows }) => rows))
      stored += batch.length
    } catch (error) {
      const half = Math.ceil(batch.length / 2)
      if (batch.length > 1 && isRefusal(error)) {
        // A single document may be the cause; only that one is dropped.
        await insert(batch.slice(0, half))
        await insert(batch.slice(half))
      } else {
        dropped += batch.length
        options.onError(error)
      }
    }
  }

  async function insertWithRetries(rows: readonly SegmentRow[]): Promise<void> {
    for (;;) {
      try {
        return await sink.insert('segments', rows)
      } catch (error) {
        if (!(error instanceof OverloadedError)) throw error
        const pauseMillis = error.retryAfterSeconds * 1_000
        if (Date.now() + pauseMillis > deadline) throw error
        await wait(pauseMillis)
      }
    }
  }

  return {
    push(rows, documentBytes) {
      taken += 1
      if (isClosing()) {
        dropped += 1
        return
      }
      waiting.push({ rows, bytes: documentBytes })
      waitingBytes += documentBytes
      while (waiting.length - oldest > maxDocuments || waitingBytes > maxBytes) {
        waitingBytes -= waiting[oldest]?.bytes ?? 0
        oldest += 1
        dropped += 1
        compact()
      }
      writing ??= write().finally(() => {
        writing = undefined
      })
    },
    get stored() {
      return stored
    },
    get dropped() {
      return dropped
    },
    get unwritten() {
      return taken - stored - dropped
    },
    async close() {
      deadline = Date.now() + options.closeTimeoutMillis
      closing.resolve()
      await writing
    },
  }
}

function isRefusal(error: unknown): boolean {
  return error instanceof StoreError && error.code === 'CON_STORE_ROWS_REFUSED'
}
