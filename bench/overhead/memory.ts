import autocannon from 'autocannon'
import { machine, writeResult } from '../report/results.ts'
import { formatTable } from '../report/table.ts'
import { type Memory, startReceiver, startServer } from './processes.ts'
import { stacks } from './stacks/stacks.ts'

const allowedGrowth = 2 * 1_048_576
const warmUpRequests = 100_000
const measured = ['bare', 'cruddur', 'cruddur-metrics']

interface Growth {
  readonly stack: string
  readonly before: Memory
  readonly after: Memory
  /** Heap after a garbage collection, in bytes. */
  readonly grown: number
  /** Bytes allocated per request. */
  readonly allocated: number
}

/** Heap before and after many requests, and bytes allocated per request: with all signals, without and with metrics. */
export async function memory(requests: number): Promise<void> {
  const growths: Growth[] = []
  for (const name of measured) growths.push(await measure(name, requests))
  const rows = growths.map(({ stack, before, after, grown, allocated }) => [
    stack,
    ...[before.heapUsed, after.heapUsed, grown].map((bytes) => (bytes / 1_048_576).toFixed(1)),
    allocated.toFixed(0),
  ])
  const table = formatTable(['stack', 'MB before', 'after', 'grown', 'bytes per request'], rows)
  const isWithin = growths.every(({ grown }) => grown <= allowedGrowth)
  const verdict = `${isWithin ? 'within' : 'OVER'} the allowed growth of ${allowedGrowth} bytes`
  const text = `${machine()}; ${requests} requests\n\n${table}\n\n${verdict}`
  await writeResult('memory', text, { requests, growths })
  if (!isWithin) process.exitCode = 1
}

async function measure(name: string, requests: number): Promise<Growth> {
  const stack = stacks.find((candidate) => candidate.name === name)
  if (!stack) throw new Error(`no stack named ${name}`)
  const receiver = await startReceiver()
  await receiver.reset(false)
  const server = await startServer(stack, receiver)
  const shoot = (amount: number) => autocannon({ url: server.url, connections: 32, amount })
  await shoot(warmUpRequests)
  const before = await server.memory()
  await shoot(requests)
  const after = await server.memory()
  await server.stop()
  receiver.stop()
  const grown = after.heapUsed - before.heapUsed
  const allocated = (after.allocated - before.allocated) / requests
  return { stack: name, before, after, grown, allocated }
}
