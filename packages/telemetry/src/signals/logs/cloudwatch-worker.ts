import { parentPort, workerData } from 'node:worker_threads'
import { createCloudWatchPipe, type PipeOptions } from './cloudwatch-pipe.ts'

export interface WorkerOptions extends PipeOptions {
  readonly attemptTimeoutMillis: number
}

const { attemptTimeoutMillis, ...options }: WorkerOptions = workerData
const pipe = createCloudWatchPipe(options)

// One batch in, one outcome back; the queue in front of it waits for each.
parentPort?.on('message', async (bytes: Uint8Array) => {
  const lines = new TextDecoder().decode(bytes).trimEnd().split('\n')
  const outcome = await pipe.send(lines, AbortSignal.timeout(attemptTimeoutMillis))
  parentPort?.postMessage(outcome)
})
