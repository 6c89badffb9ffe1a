import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import type { Counts } from '../receiver/arrivals.ts'
import type { Backends, Stack } from './stack.ts'

const file = (path: string) => new URL(path, import.meta.url).pathname

/** Starts a child process, pinned to one core where the system supports it. */
function forkOn(
  core: number,
  path: string,
  options: { nodeArguments?: readonly string[]; environment?: Record<string, string> } = {},
): ChildProcess {
  const pinned = process.platform === 'linux'
  return fork(path, [], {
    // The peers are installed here, so bare imports resolve from this folder.
    cwd: file('..'),
    execPath: pinned ? 'taskset' : process.execPath,
    execArgv: [
      ...(pinned ? ['--cpu-list', String(core), process.execPath] : []),
      ...(options.nodeArguments ?? []),
    ],
    env: { PATH: process.env.PATH, ...options.environment },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
}

async function firstMessage<T>(child: ChildProcess, what: string): Promise<T> {
  const responded = new AbortController()
  const { signal } = responded
  const exited = once(child, 'exit', { signal }).then(([code]) => {
    throw new Error(`${what} ended with ${code} before it responded`)
  })
  try {
    const [message] = await Promise.race([once(child, 'message', { signal }), exited])
    return message as T
  } finally {
    responded.abort()
  }
}

export interface Receiver extends Backends {
  counts(): Promise<Counts>
  reset(sampleEverything: boolean): Promise<void>
  stop(): void
}

export async function startReceiver(): Promise<Receiver> {
  const child = forkOn(1, file('../receiver/receiver.ts'))
  const { port, udpPort } = await firstMessage<{ port: number; udpPort: number }>(child, 'receiver')
  const http = `http://127.0.0.1:${port}`
  return {
    http,
    xray: `udp:127.0.0.1:${udpPort} tcp:127.0.0.1:${port}`,
    counts: async () => (await (await fetch(`${http}/counts`)).json()) as Counts,
    reset: async (sampleEverything) => {
      await fetch(`${http}/reset`)
      await fetch(`${http}/${sampleEverything ? 'sample-everything' : 'sample-default'}`)
    },
    stop: () => child.disconnect(),
  }
}

/** After a garbage collection. */
export interface Memory extends NodeJS.MemoryUsage {
  /** Bytes that were allocated in the heap since the start. */
  readonly allocated: number
}

export interface Server {
  readonly url: string
  /** Time from the start of the process until it listens. */
  readonly readyMillis: number
  memory(): Promise<Memory>
  /** CPU time of all threads since the start. */
  cpuMicros(): Promise<number>
  /** Closes, flushes and exits. */
  stop(): Promise<void>
}

/**
 * V8 grows the young generation with the objects that survive in it, so that a stack that retains
 * more collects less often. All stacks use the size that the bare app reaches.
 */
const youngGeneration = ['--min-semi-space-size=8', '--max-semi-space-size=8']

export async function startServer(stack: Stack, backends: Backends): Promise<Server> {
  const child = forkOn(0, file('./server.ts'), {
    nodeArguments: ['--expose-gc', ...youngGeneration, ...stack.nodeArguments],
    environment: { NODE_ENV: 'production', ...stack.environment(backends) },
  })
  const { port, readyMillis } = await firstMessage<{ port: number; readyMillis: number }>(
    child,
    stack.name,
  )
  const request = <T>(what: string): Promise<T> => {
    child.send(what)
    return firstMessage<T>(child, stack.name)
  }
  return {
    url: `http://127.0.0.1:${port}/api/activities/home`,
    readyMillis,
    memory: () => request<Memory>('memory'),
    cpuMicros: async () => (await request<{ micros: number }>('cpu')).micros,
    stop: async () => {
      const ended = once(child, 'exit')
      child.send('stop')
      await ended
    },
  }
}
