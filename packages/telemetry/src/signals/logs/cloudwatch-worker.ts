import { parentPort, workerData } from 'node:worker_threads'
import { createCloudWatchPipe, type PipeOptions } from './cloudwatch-pipe.ts'

export interface WorkerOptions extends PipeOptions {
  readonly attemptTimeoutMillis: number
  /** Holds the lines of one batch, from the message with their length until the response. */
  readonly memory: SharedArrayBuffer
}

const { attemptTimeoutMillis, memory, ...options }: WorkerOptions = workerData
const pipe = createCloudWatchPipe(options)

// One outcome for each batch; the queue on the main thread sends one at a time.
parentPort?.on('message', async (length: number) => {
  const lines = new Uint8Array(memory, 0, length)
  const outcome = await pipe.send(lines, AbortSignal.timeout(attemptTimeoutMillis))
  parentPort?.postMessage(outcome)
})
