import type { BackoffMillis } from '../../delivery/backoff.ts'
import type { SendOutcome } from '../../delivery/batch-sender.ts'
import { createByteArena } from '../../delivery/byte-arena.ts'
import { createBatchSender } from '../../delivery/create-batch-sender.ts'
import { createLedger } from '../../delivery/ledger.ts'
import type { Signal } from '../signal.ts'
import type { AcceptLines } from './line-destination.ts'
import { eventOverheadBytes, truncateLines } from './truncate-line.ts'
import { type LogsConfig, queueLimits } from './variables.ts'

/** Queued lines as bytes, which garbage collection does not move. */
export interface LineChunk {
  /** Each line with its line feed. */
  readonly bytes: Uint8Array
  readonly count: number
}

/** Destination of log lines besides stdout. */
export interface LineBackend {
  /** As shown at the start; contains no credentials. */
  readonly destination: string
  readonly maxBatchLines: number
  readonly attemptTimeoutMillis: number
  /** Makes one attempt. Not called concurrently. */
  send(chunks: readonly LineChunk[], signal: AbortSignal): Promise<SendOutcome>
  close(): Promise<void> | void
}

export interface LineSender {
  readonly signal: Signal
  readonly accept: AcceptLines
}

/** The limit of PutLogEvents, with its overhead for each line. */
export const maxBatchBytes = 1_048_576

/** Queues lines on the main thread, where the counters are exact, and sends them in batches. */
export function startLineSender(
  backend: LineBackend,
  { maxEventBytes, intervalMillis }: Pick<LogsConfig, 'maxEventBytes' | 'intervalMillis'>,
  backoffMillis: BackoffMillis,
): LineSender {
  const ledger = createLedger()
  const arena = createByteArena()
  const sender = createBatchSender<LineChunk>({
    ledger,
    release: ({ bytes }) => arena.release(bytes),
    send: backend.send,
    sizeOf: ({ bytes, count }) => bytes.length + count * eventOverheadBytes,
    countOf: ({ count }) => count,
    halve: halveLines,
    maxQueueItems: queueLimits.items,
    maxQueueBytes: queueLimits.bytes,
    maxBatchItems: backend.maxBatchLines,
    maxBatchBytes,
    intervalMillis,
    attemptTimeoutMillis: backend.attemptTimeoutMillis,
    backoffMillis,
  })
  return {
    signal: {
      name: 'logs',
      destination: backend.destination,
      ledger: ledger.snapshot,
      flush: (deadline) => whileAlive(sender.flush(deadline)),
      shutdown: (deadline) => whileAlive(sender.shutdown(deadline).then(backend.close)),
    },
    accept: (lines, text) => {
      const bytes = arena.write(truncateLines(lines, text, maxEventBytes))
      sender.push({ bytes, count: lines.length })
    },
  }
}

const lineFeed = 0x0a

/** Splits a chunk of at least two lines. */
function halveLines({ bytes, count }: LineChunk): LineChunk[] | undefined {
  if (count < 2) return undefined
  const first = count >> 1
  let end = 0
  for (let line = 0; line < first; line += 1) end = bytes.indexOf(lineFeed, end) + 1
  return [
    { bytes: bytes.subarray(0, end), count: first },
    { bytes: bytes.subarray(end), count: count - first },
  ]
}

/** Keeps the process alive while it waits; sockets, workers and the timers of the queue do not. */
async function whileAlive(done: Promise<void>): Promise<void> {
  const alive = setInterval(() => undefined, 60_000)
  await done.finally(() => clearInterval(alive))
}
