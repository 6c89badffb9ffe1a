import type { CloudWatchConfig } from '../../config/logs-variables.ts'
import { queueBounds } from '../../config/queue-bounds.ts'
import type { ServiceIdentity } from '../../config/service-identity.ts'
import { type BackoffMillis, usualBackoff } from '../../delivery/backoff.ts'
import { createByteArena } from '../../delivery/byte-arena.ts'
import { createBatchSender } from '../../delivery/create-batch-sender.ts'
import { createLedger } from '../../delivery/ledger.ts'
import type { Signal } from '../signal.ts'
import { eventOverheadBytes, fitLines } from './fit-line.ts'
import type { AcceptLines } from './line-destination.ts'
import { logStreamName } from './log-stream-name.ts'
import { createWorkerClient, type LineChunk } from './worker-client.ts'

/** The service's limits of one batch. */
const batchBytes = 1_048_576
const batchLines = 10_000
/** What starting a worker may take on a busy machine. */
const workerGraceMillis = 5000

/** How patient delivery is; the defaults suit a service. */
export interface LogsPatience {
  readonly attemptTimeoutMillis: number
  readonly backoffMillis: BackoffMillis
}

const defaultPatience: LogsPatience = {
  attemptTimeoutMillis: 10_000,
  backoffMillis: usualBackoff,
}

export interface CloudWatchSignal {
  readonly signal: Signal
  readonly accept: AcceptLines
}

/** The queue stands on the main thread, where its books are exact; the worker does the rest. */
export function startCloudWatch(
  config: CloudWatchConfig,
  service: ServiceIdentity,
  { attemptTimeoutMillis, backoffMillis }: LogsPatience = defaultPatience,
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
      const bytes = arena.write(fitLines(lines, text, maxEventBytes))
      sender.push({ bytes, count: lines.length })
    },
  }
}

/** Neither the worker nor the queue's timers keep a process alive; waiting for them does. */
async function whileAlive(done: Promise<void>): Promise<void> {
  const alive = setInterval(() => undefined, 60_000)
  await done.finally(() => clearInterval(alive))
}
