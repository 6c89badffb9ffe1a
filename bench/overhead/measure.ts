import autocannon from 'autocannon'
import { type Receiver, startServer } from './processes.ts'
import type { Stack } from './stack.ts'

/** One start of a stack under two loads: as many requests as possible, then a steady rate. */
export interface Sample {
  readonly requestsPerSecond: number
  /** Processor time of the server, all threads, for each request; hardly hurt by a busy machine. */
  readonly cpuMicros: number
  /** At the steady rate. */
  readonly p99Millis: number
  readonly readyMillis: number
  /** Resident after the first load, in bytes. */
  readonly rss: number
  readonly requests: number
  /** What the receiver got in per cent of what the requests should have left; 100 where nothing is claimed. */
  readonly delivered: number
}

export interface Load {
  readonly connections: number
  /** Of each of the two loads. */
  readonly seconds: number
  /** Requests a second over all connections; half of what this stack can do when absent. */
  readonly steadyRate?: number
}

/** A service runs for days: until here V8 compiles, and the more the more code there is. */
const warmUpSeconds = 6

export async function measure(stack: Stack, receiver: Receiver, load: Load): Promise<Sample> {
  await receiver.reset(stack.sampleEverything ?? false)
  const server = await startServer(stack, receiver)
  const shoot = (duration: number, overallRate?: number) =>
    autocannon({
      url: server.url,
      connections: load.connections,
      duration,
      ...(overallRate !== undefined && { overallRate }),
    })
  const warmUp = await shoot(warmUpSeconds)
  const cpuBefore = await server.cpuMicros()
  const full = await shoot(load.seconds)
  const cpuMicros = (await server.cpuMicros()) - cpuBefore
  const { rss } = await server.memory()
  const steady = await shoot(load.seconds, load.steadyRate ?? Math.round(full.requests.average / 2))
  await server.stop()
  const counts = await receiver.counts()
  const requests = warmUp['2xx'] + full['2xx'] + steady['2xx']
  const shares = Object.keys(stack.delivers).map(
    (kind) => counts[kind as keyof typeof counts] / requests,
  )
  return {
    requestsPerSecond: full.requests.average,
    cpuMicros: cpuMicros / full['2xx'],
    p99Millis: steady.latency.p99,
    readyMillis: server.readyMillis,
    rss,
    requests,
    delivered: 100 * Math.min(1, ...shares),
  }
}
