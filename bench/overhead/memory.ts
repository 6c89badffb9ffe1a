import autocannon from 'autocannon'
import { machine, writeResult } from '../report/results.ts'
import { startReceiver, startServer } from './processes.ts'
import { stacks } from './stacks/stacks.ts'

const allowedGrowth = 2 * 1_048_576
const warmUpRequests = 100_000

/** Heap after a garbage collection, before and after many requests with all signals enabled. */
export async function memory(requests: number): Promise<void> {
  const stack = stacks.find(({ name }) => name === 'cruddur')
  if (!stack) throw new Error('no stack named cruddur')
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
  const text = `${machine()}; ${requests} requests, all signals
heap before ${before.heapUsed} bytes, after ${after.heapUsed} bytes, grown ${grown} bytes
${grown <= allowedGrowth ? 'within' : 'OVER'} the allowed ${allowedGrowth} bytes`
  await writeResult('memory', text, { before, after, requests })
  if (grown > allowedGrowth) process.exitCode = 1
}
