import type { BackoffMillis } from '../../delivery/backoff.ts'
import type { SendOutcome } from '../../delivery/batch-sender.ts'
import type { Records } from '../../delivery/bounded-queue.ts'
import { createBatchSender } from '../../delivery/create-batch-sender.ts'
import type { Signal } from '../signal.ts'
import type { AcceptLines } from './line-destination.ts'
import { eventOverheadBytes, truncateLines } from './truncate-line.ts'
import { type LogsConfig, queueLimits } from './variables.ts'

/** Destination of log lines besides stdout. */
export interface LineBackend {
  /** As shown at the start; contains no credentials. */
  readonly destination: string
  readonly maxBatchLines: number
  readonly attemptTimeoutMillis: number
  /** Makes one attempt with lines, each with its line feed. Not called concurrently. */
  send(chunks: readonly Records[], signal: AbortSignal): Promise<SendOutcome>
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
  const sender = createBatchSender({
    send: backend.send,
    recordOverheadBytes: eventOverheadBytes,
    halve: halveLines,
    close: backend.close,
    maxQueueItems: queueLimits.items,
    maxQueueBytes: queueLimits.bytes,
    maxBatchItems: backend.maxBatchLines,
    maxBatchBytes,
    intervalMillis,
    attemptTimeoutMillis: backend.attemptTimeoutMillis,
    backoffMillis,
  })
  return {
    signal: { ...sender, name: 'logs', destination: backend.destination },
    accept: (lines, text) => sender.push(truncateLines(lines, text, maxEventBytes), lines.length),
  }
}

const lineFeed = 0x0a

/** Splits a chunk of at least two lines. */
function halveLines({ bytes, count }: Records): Records[] | undefined {
  if (count < 2) return undefined
  const first = count >> 1
  let end = 0
  for (let line = 0; line < first; line += 1) end = bytes.indexOf(lineFeed, end) + 1
  return [
    { bytes: Uint8Array.from(bytes.subarray(0, end)), count: first },
    { bytes: Uint8Array.from(bytes.subarray(end)), count: count - first },
  ]
}
