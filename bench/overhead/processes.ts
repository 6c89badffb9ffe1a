import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import type { Counts } from '../receiver/arrivals.ts'
import type { BackEnds, Stack } from './stack.ts'

const file = (path: string) => new URL(path, import.meta.url).pathname

/** A child pinned to one core where the system can do that. */
function forkOn(
  core: number,
  path: string,
  options: { nodeArguments?: readonly string[]; environment?: Record<string, string> } = {},
): ChildProcess {
  const pinned = process.platform === 'linux'
  return fork(path, [], {
    // Where the peers are installed: what is imported by name is looked up from here.
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
  const answered = new AbortController()
  const { signal } = answered
  const exited = once(child, 'exit', { signal }).then(([code]) => {
    throw new Error(`${what} ended with ${code} before it answered`)
  })
  try {
    const [message] = await Promise.race([once(child, 'message', { signal }), exited])
    return message as T
  } finally {
    answered.abort()
  }
}

export interface Receiver extends BackEnds {
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

export interface Server {
  readonly url: string
  /** From the start of the process until it listens. */
  readonly readyMillis: number
  memory(): Promise<NodeJS.MemoryUsage>
  /** Processor time of all its threads since its start. */
  cpuMicros(): Promise<number>
  /** Closes, flushes and ends. */
  stop(): Promise<void>
}

/**
 * V8 lets the young generation grow with what survives in it, so that a stack that leaves more behind
 * gets a larger one, and fewer collections for it. All have what the bare app takes by itself.
 */
const youngGeneration = ['--min-semi-space-size=8', '--max-semi-space-size=8']

export async function startServer(stack: Stack, backEnds: BackEnds): Promise<Server> {
  const child = forkOn(0, file('./server.ts'), {
    nodeArguments: ['--expose-gc', ...youngGeneration, ...stack.nodeArguments],
    environment: { NODE_ENV: 'production', ...stack.environment(backEnds) },
  })
  const { port, readyMillis } = await firstMessage<{ port: number; readyMillis: number }>(
    child,
    stack.name,
  )
  const ask = <T>(what: string): Promise<T> => {
    child.send(what)
    return firstMessage<T>(child, stack.name)
  }
  return {
    url: `http://127.0.0.1:${port}/api/activities/home`,
    readyMillis,
    memory: () => ask<NodeJS.MemoryUsage>('memory'),
    cpuMicros: async () => (await ask<{ micros: number }>('cpu')).micros,
    stop: async () => {
      const ended = once(child, 'exit')
      child.send('stop')
      await ended
    },
  }
}
