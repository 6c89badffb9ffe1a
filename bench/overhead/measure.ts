import { setTimeout as wait } from 'node:timers/promises'
import autocannon from 'autocannon'
import { median } from '../report/statistics.ts'
import { type Receiver, type Server, startReceiver, startServer } from './processes.ts'
import type { Stack } from './stack.ts'

/** Maximum throughput for a few seconds. */
export interface Turn {
  readonly requestsPerSecond: number
  /** CPU time of the server per request, all threads; less sensitive to other load than throughput. */
  readonly cpuMicros: number
}

/** One start of a stack, measured together with the other stacks. */
export interface Sample {
  /** Turns under full load; every stack has the same number, interleaved with the others. */
  readonly turns: readonly Turn[]
  /** Turns at half of the throughput of the first stack. */
  readonly p99Millis: readonly number[]
  readonly readyMillis: number
  /** Resident memory after the turns, in bytes. */
  readonly rss: number
  readonly requests: number
  /** Received telemetry in percent of the expected telemetry; 100 for stacks that export nothing. */
  readonly delivered: number
  /** Datagrams that arrived at the receiver's host and did not fit its buffer, in percent of the requests. */
  readonly overflow: number
}

export interface Load {
  readonly connections: number
  readonly turns: number
  /** Per turn. */
  readonly seconds: number
}

interface Running {
  readonly stack: Stack
  readonly server: Server
  readonly receiver: Receiver
  requests: number
}

/** A service runs for days: exclude the time in which V8 still compiles. */
const warmUpSeconds = 6
/** Batches in flight at the end of a turn belong to that turn. */
const settleMillis = 200

/**
 * All stacks run at once, one under load at a time, so that a slow second of the machine affects
 * adjacent turns equally.
 */
export async function measureSideBySide(
  stacks: readonly Stack[],
  load: Load,
): Promise<readonly Sample[]> {
  const running: Running[] = []
  for (const stack of stacks) running.push(await start(stack, load))
  const turns = running.map((): Turn[] => [])
  for (let turn = 0; turn < load.turns; turn++) {
    for (const [index, one] of running.entries()) turns[index]?.push(await takeTurn(one, load))
  }
  const most = median((turns[0] ?? []).map(({ requestsPerSecond }) => requestsPerSecond))
  const p99Millis = running.map((): number[] => [])
  for (let turn = 0; turn < load.turns; turn++) {
    for (const [index, one] of running.entries()) {
      const { latency } = await shoot(one, load, load.seconds, Math.round(most / 2))
      p99Millis[index]?.push(latency.p99)
    }
  }
  const samples: Sample[] = []
  for (const [index, one] of running.entries()) {
    const { rss } = await one.server.memory()
    samples.push({
      turns: turns[index] ?? [],
      p99Millis: p99Millis[index] ?? [],
      readyMillis: one.server.readyMillis,
      rss,
      ...(await stop(one)),
    })
  }
  return samples
}

async function start(stack: Stack, load: Load): Promise<Running> {
  const receiver = await startReceiver()
  await receiver.reset(stack.sampleEverything ?? false)
  const server = await startServer(stack, receiver)
  const running = { stack, server, receiver, requests: 0 }
  await shoot(running, load, warmUpSeconds)
  return running
}

async function takeTurn(one: Running, load: Load): Promise<Turn> {
  const before = await one.server.cpuMicros()
  const { '2xx': requests, requests: perSecond } = await shoot(one, load, load.seconds)
  await wait(settleMillis)
  const cpuMicros = ((await one.server.cpuMicros()) - before) / requests
  return { requestsPerSecond: perSecond.average, cpuMicros }
}

async function shoot(one: Running, load: Load, duration: number, overallRate?: number) {
  const rest = stayAwake()
  const result = await autocannon({
    url: one.server.url,
    connections: load.connections,
    duration,
    ...(overallRate !== undefined && { overallRate }),
  })
  rest()
  one.requests += result['2xx']
  return result
}

/** Polls without sleeping: waking a local client costs the server CPU time that a remote client would not. */
function stayAwake(): () => void {
  let next = setImmediate(turn)
  function turn(): void {
    next = setImmediate(turn)
  }
  return () => clearImmediate(next)
}

async function stop({ stack, server, receiver, requests }: Running) {
  await server.stop()
  const counts = await receiver.counts()
  receiver.stop()
  const shares = Object.keys(stack.delivers).map(
    (kind) => counts[kind as keyof typeof counts] / requests,
  )
  return {
    requests,
    delivered: 100 * Math.min(1, ...shares),
    overflow: (100 * counts.overflow) / requests,
  }
}

/** The median ratio of adjacent turns of two stacks. */
export function ratioOf(
  sample: Sample | undefined,
  other: Sample | undefined,
  of: keyof Turn | 'p99Millis',
): number {
  const valuesOf = (one: Sample | undefined) =>
    of === 'p99Millis' ? (one?.p99Millis ?? []) : (one?.turns ?? []).map((turn) => turn[of])
  const others = valuesOf(other)
  return median(valuesOf(sample).map((value, index) => value / (others[index] ?? Number.NaN)))
}
