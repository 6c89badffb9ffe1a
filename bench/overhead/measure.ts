import autocannon from 'autocannon'
import { type Receiver, startServer } from './processes.ts'
import type { Stack } from './stack.ts'

export interface Sample {
  readonly requestsPerSecond: number
  readonly p99Millis: number
  /** Processor time of the server, all threads, for each request; hardly hurt by a busy machine. */
  readonly cpuMicros: number
  readonly readyMillis: number
  /** Resident after the load, in bytes. */
  readonly rss: number
  readonly requests: number
  /** What the receiver got in per cent of what the requests should have left; 100 where nothing is claimed. */
  readonly delivered: number
}

export interface Load {
  readonly connections: number
  readonly seconds: number
  /** Requests a second over all connections; as many as possible when absent. */
  readonly rate?: number
}

const warmUpSeconds = 2

export async function measure(stack: Stack, receiver: Receiver, load: Load): Promise<Sample> {
  await receiver.reset(stack.sampleEverything ?? false)
  const server = await startServer(stack, receiver)
  const shoot = (seconds: number, rate?: number) =>
    autocannon({
      url: server.url,
      connections: load.connections,
      duration: seconds,
      ...(rate !== undefined && { overallRate: rate }),
    })
  const warmUp = await shoot(warmUpSeconds, load.rate)
  const cpuBefore = await server.cpuMicros()
  const result = await shoot(load.seconds, load.rate)
  const cpuMicros = (await server.cpuMicros()) - cpuBefore
  const { rss } = await server.memory()
  await server.stop()
  const counts = await receiver.counts()
  const requests = warmUp['2xx'] + result['2xx']
  const shares = Object.keys(stack.delivers).map(
    (kind) => counts[kind as keyof typeof counts] / requests,
  )
  return {
    requestsPerSecond: result.requests.average,
    p99Millis: result.latency.p99,
    cpuMicros: cpuMicros / result['2xx'],
    readyMillis: server.readyMillis,
    rss,
    requests,
    delivered: 100 * Math.min(1, ...shares),
  }
}
