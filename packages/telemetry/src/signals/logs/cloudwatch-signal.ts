import type { CloudWatchConfig } from '../../config/logs-variables.ts'
import { queueBounds } from '../../config/queue-bounds.ts'
import type { ServiceIdentity } from '../../config/service-identity.ts'
import { type BackoffMillis, usualBackoff } from '../../delivery/backoff.ts'
import { createBatchSender } from '../../delivery/create-batch-sender.ts'
import { createLedger } from '../../delivery/ledger.ts'
import type { Signal } from '../signal.ts'
import { eventOverheadBytes, fitLine } from './fit-line.ts'
import { createLineBatcher, type LineChunk } from './line-batcher.ts'
import { logStreamName } from './log-stream-name.ts'
import { createWorkerClient } from './worker-client.ts'

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
  /** Takes a line with its line feed; never waits. */
  accept(line: string): void
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
  const sender = createBatchSender<LineChunk>({
    ledger,
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
  const batcher = createLineBatcher(sender.push)

  const signal: Signal = {
    name: 'logs',
    destination: `${endpoint ?? `logs.${region}.amazonaws.com`} ${group} ${stream}`,
    ledger: () => {
      batcher.flush()
      return ledger.snapshot()
    },
    flush: (deadline) => {
      batcher.flush()
      return whileAlive(sender.flush(deadline))
    },
    shutdown: (deadline) => {
      batcher.close()
      return whileAlive(sender.shutdown(deadline).then(worker.close))
    },
  }
  return { signal, accept: (line) => batcher.add(fitLine(line, maxEventBytes)) }
}

/** Neither the worker nor the queue's timers keep a process alive; waiting for them does. */
async function whileAlive(done: Promise<void>): Promise<void> {
  const alive = setInterval(() => undefined, 60_000)
  await done.finally(() => clearInterval(alive))
}
