import type { CloudWatchConfig } from '../../config/logs-variables.ts'
import { queueBounds } from '../../config/queue-bounds.ts'
import type { ServiceIdentity } from '../../config/service-identity.ts'
import { type BackoffMillis, usualBackoff } from '../../delivery/backoff.ts'
import { createByteArena } from '../../delivery/byte-arena.ts'
import { createBatchSender } from '../../delivery/create-batch-sender.ts'
import { createLedger } from '../../delivery/ledger.ts'
import type { Signal } from '../signal.ts'
import type { AcceptLines } from './line-destination.ts'
import { logStreamName } from './log-stream-name.ts'
import { eventOverheadBytes, truncateLines } from './truncate-line.ts'
import { createWorkerClient, type LineChunk } from './worker-client.ts'

/** Limits of PutLogEvents. */
const batchBytes = 1_048_576
const batchLines = 10_000
/** Time a worker may need to start on a busy machine. */
const workerGraceMillis = 5000

/** Timeout and backoff of delivery. */
export interface RetryPolicy {
  readonly attemptTimeoutMillis: number
  readonly backoffMillis: BackoffMillis
}

const defaultRetryPolicy: RetryPolicy = {
  attemptTimeoutMillis: 10_000,
  backoffMillis: usualBackoff,
}

export interface CloudWatchSignal {
  readonly signal: Signal
  readonly accept: AcceptLines
}

/** Queues lines on the main thread, where the counters are exact, and sends them in a worker. */
export function startCloudWatch(
  config: CloudWatchConfig,
  service: ServiceIdentity,
  { attemptTimeoutMillis, backoffMillis }: RetryPolicy = defaultRetryPolicy,
): CloudWatchSignal {
  const { region, endpoint, group, retentionDays, maxEventBytes, intervalMillis } = config
  const stream = config.stream ?? logStreamName(service)
  const ledger = createLedger()
  const worker = createWorkerClient(
    { region, endpoint, group, stream, retentionDays, attemptTimeoutMillis },
    batchBytes,
  )
  const arena = createByteArena()
  const sender = createBatchSender<LineChunk>({
    ledger,
    release: ({ bytes }) => arena.release(bytes),
    send: worker.send,
    sizeOf: ({ bytes, count }) => bytes.length + count * eventOverheadBytes,
    countOf: ({ count }) => count,
    maxQueueItems: queueBounds.logs.items,
    maxQueueBytes: queueBounds.logs.bytes,
    maxBatchItems: batchLines,
    maxBatchBytes: batchBytes,
    intervalMillis,
    attemptTimeoutMillis: attemptTimeoutMillis + workerGraceMillis,
    backoffMillis,
  })

  const signal: Signal = {
    name: 'logs',
    destination: `${endpoint ?? `logs.${region}.amazonaws.com`} ${group} ${stream}`,
    ledger: ledger.snapshot,
    flush: (deadline) => whileAlive(sender.flush(deadline)),
    shutdown: (deadline) => whileAlive(sender.shutdown(deadline).then(worker.close)),
  }
  return {
    signal,
    accept: (lines, text) => {
      const bytes = arena.write(truncateLines(lines, text, maxEventBytes))
      sender.push({ bytes, count: lines.length })
    },
  }
}

/** Keeps the process alive while it waits; the worker and the timers of the queue do not. */
async function whileAlive(done: Promise<void>): Promise<void> {
  const alive = setInterval(() => undefined, 60_000)
  await done.finally(() => clearInterval(alive))
}
