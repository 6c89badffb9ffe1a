import { Worker } from 'node:worker_threads'
import type { ServiceIdentity } from '../../config/service-identity.ts'
import type { SendOutcome } from '../../delivery/batch-sender.ts'
import type { Records } from '../../delivery/bounded-queue.ts'
import type { WorkerOptions } from './cloudwatch-worker.ts'
import { type LineBackend, maxBatchBytes } from './line-sender.ts'
import type { CloudWatchDestination } from './variables.ts'

/** Time a worker may need to start on a busy machine. */
const workerGraceMillis = 5000

/** Sends lines to CloudWatch Logs in a worker thread. */
export function createCloudWatchBackend(
  destination: CloudWatchDestination,
  service: ServiceIdentity,
  attemptTimeoutMillis: number,
): LineBackend {
  const { region, endpoint, group } = destination
  const stream = destination.stream ?? logStreamName(service)
  const { send, close } = createWorkerClient(
    { ...destination, stream, attemptTimeoutMillis },
    maxBatchBytes,
  )
  return {
    destination: `${endpoint ?? `logs.${region}.amazonaws.com`} ${group} ${stream}`,
    // The limit of PutLogEvents.
    maxBatchLines: 10_000,
    attemptTimeoutMillis: attemptTimeoutMillis + workerGraceMillis,
    send,
    close,
  }
}

/** `service/instance/2026-11-22`: unique to a process and sorted by service. */
function logStreamName({ name, instanceId }: ServiceIdentity, now = new Date()): string {
  const ends = `/${instanceId}/${now.toISOString().slice(0, 10)}`
  // A log stream name has at most 512 characters and neither a colon nor an asterisk.
  return `${name.slice(0, 512 - ends.length)}${ends}`.replaceAll(/[:*]/g, '-').slice(-512)
}

/** TypeScript in development, JavaScript in the built package. */
const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
const workerUrl = new URL(`./cloudwatch-worker.${extension}`, import.meta.url)
/** Replaces the execArgv of the process: a preload would start telemetry, and another worker, in the worker. */
const execArgv = extension === 'ts' ? ['--conditions=cruddur-source'] : []

export interface WorkerClient {
  /** Makes one attempt through the worker, which is started if necessary. Must not be called concurrently. */
  send(chunks: readonly Records[], signal: AbortSignal): Promise<SendOutcome>
  close(): Promise<void>
}

/**
 * The worker thread that calls CloudWatch. It holds only the current batch, in shared memory, so a
 * crash is one failed attempt.
 *
 * @param maxBatchBytes maximum size of a batch
 */
function createWorkerClient(
  options: Omit<WorkerOptions, 'memory'>,
  maxBatchBytes: number,
): WorkerClient {
  let worker: Worker | undefined
  let memory = new Uint8Array(new SharedArrayBuffer(0))
  let settle: ((outcome: SendOutcome) => void) | undefined

  function open(): Worker {
    // An abandoned worker may still read its memory.
    const shared = new SharedArrayBuffer(maxBatchBytes)
    memory = new Uint8Array(shared)
    const opened = new Worker(workerUrl, {
      name: 'cloudwatch',
      workerData: { ...options, memory: shared } satisfies WorkerOptions,
      execArgv,
      // A young generation of 2 MB makes it collect all the time. The largest batch needs an old
      // generation of 16 MB; a higher limit keeps garbage for longer.
      resourceLimits: { maxYoungGenerationSizeMb: 4, maxOldGenerationSizeMb: 24 },
    })
    let reason = ''
    // Node 26.10 refs the worker again when it comes online. No upstream issue found.
    opened.once('online', () => opened.unref())
    opened.on('message', (outcome: SendOutcome) => {
      // A late outcome of an abandoned worker belongs to no attempt.
      if (worker === opened) settle?.(outcome)
    })
    opened.on('error', (error) => {
      reason = `: ${error instanceof Error ? error.message : String(error)}`
    })
    opened.on('exit', () => {
      if (worker !== opened) return
      worker = undefined
      settle?.({ kind: 'retry', reason: `the log worker exited${reason}` })
    })
    return opened
  }

  async function close(): Promise<void> {
    const closing = worker
    worker = undefined
    await closing?.terminate()
  }

  return {
    send: (chunks, signal) =>
      new Promise((resolve) => {
        // The worker has its own timeout; if it does not respond at all, it is replaced.
        const abandon = () => {
          settle?.({ kind: 'retry', reason: 'the log worker did not respond' })
          void close()
        }
        settle = (outcome) => {
          settle = undefined
          signal.removeEventListener('abort', abandon)
          resolve(outcome)
        }
        signal.addEventListener('abort', abandon, { once: true })
        worker ??= open()
        let length = 0
        for (const { bytes } of chunks) {
          memory.set(bytes, length)
          length += bytes.length
        }
        worker.postMessage(length)
      }),
    close,
  }
}
