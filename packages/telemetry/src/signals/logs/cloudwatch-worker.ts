import { parentPort, workerData } from 'node:worker_threads'
import { createCloudWatchPipe, type PipeOptions } from './cloudwatch-pipe.ts'

export interface WorkerOptions extends PipeOptions {
  readonly attemptTimeoutMillis: number
  /** Holds the lines of a batch from the message that tells their length until the answer. */
  readonly memory: SharedArrayBuffer
}

const { attemptTimeoutMillis, memory, ...options }: WorkerOptions = workerData
const pipe = createCloudWatchPipe(options)

// One batch in, one outcome back; the queue in front of it waits for each.
parentPort?.on('message', async (length: number) => {
  const lines = new Uint8Array(memory, 0, length)
  const outcome = await pipe.send(lines, AbortSignal.timeout(attemptTimeoutMillis))
  parentPort?.postMessage(outcome)
})
