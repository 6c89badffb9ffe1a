import { Worker } from 'node:worker_threads'
import type { SendOutcome } from '../../delivery/batch-sender.ts'
import type { WorkerOptions } from './cloudwatch-worker.ts'

/** TypeScript in development, JavaScript in an image. */
const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
const workerUrl = new URL(`./cloudwatch-worker.${extension}`, import.meta.url)
/** Instead of the process's own, of NODE_OPTIONS too: its preloads would start telemetry in the worker, and a worker in that. */
const execArgv = extension === 'ts' ? ['--conditions=cruddur-source'] : []

/** Some lines as they go to the worker: bytes, which no garbage collection moves while they wait. */
export interface LineChunk {
  /** Each line with its line feed. */
  readonly bytes: Uint8Array
  readonly count: number
}

export interface WorkerClient {
  /** One attempt by the worker, which is started when there is none. One at a time. */
  send(chunks: readonly LineChunk[], signal: AbortSignal): Promise<SendOutcome>
  close(): Promise<void>
}

/**
 * The thread that speaks to CloudWatch. It holds nothing but the batch at hand, in memory that both
 * threads see and use in turn: its crash is one failed attempt.
 *
 * @param maxBatchBytes no batch is larger
 */
export function createWorkerClient(
  options: Omit<WorkerOptions, 'memory'>,
  maxBatchBytes: number,
): WorkerClient {
  let worker: Worker | undefined
  let memory = new Uint8Array(new SharedArrayBuffer(0))
  let settle: ((outcome: SendOutcome) => void) | undefined

  function open(): Worker {
    // A thread that was given up may still read the memory it had.
    const shared = new SharedArrayBuffer(maxBatchBytes)
    memory = new Uint8Array(shared)
    const opened = new Worker(workerUrl, {
      name: 'cloudwatch',
      workerData: { ...options, memory: shared } satisfies WorkerOptions,
      execArgv,
      // With a young generation of 2 MB it is busy collecting; an old one of 20 MB would do for the
      // worst of batches, and without a limit what is dead stays for long.
      resourceLimits: { maxYoungGenerationSizeMb: 4, maxOldGenerationSizeMb: 48 },
    })
    let reason = ''
    // Node 26.10 takes an earlier unref back when the worker comes up.
    opened.once('online', () => opened.unref())
    opened.on('message', (outcome: SendOutcome) => {
      // The last word of one that was given up belongs to no attempt.
      if (worker === opened) settle?.(outcome)
    })
    opened.on('error', (error) => {
      reason = `: ${error instanceof Error ? error.message : String(error)}`
    })
    opened.on('exit', () => {
      if (worker !== opened) return
      worker = undefined
      settle?.({ kind: 'retry', reason: `the log worker ended${reason}` })
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
        // The worker keeps its own time; past that it is stuck, and a new one takes over.
        const abandon = () => {
          settle?.({ kind: 'retry', reason: 'the log worker gave no answer' })
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
