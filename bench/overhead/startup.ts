import { machine, writeResult } from '../report/results.ts'
import { median, spread } from '../report/statistics.ts'
import { formatTable } from '../report/table.ts'
import { startReceiver, startServer } from './processes.ts'
import { stacks } from './stacks/stacks.ts'

/** Milliseconds from the start of the process until the app listens, relative to the bare app. */
export async function startup(rounds: number, only?: readonly string[]): Promise<void> {
  const receiver = await startReceiver()
  const measured = stacks
    .filter(({ name }) => name === 'bare' || !only || only.includes(name))
    .map((stack) => ({ stack, millis: [] as number[] }))
  for (let round = 0; round < rounds * 5; round++) {
    for (const { stack, millis } of measured) {
      const server = await startServer(stack, receiver)
      millis.push(server.readyMillis)
      await server.stop()
    }
  }
  receiver.stop()
  const bare = median(measured[0]?.millis ?? [])
  const rows = measured.map(({ stack, millis }) => {
    const [low, high] = spread(millis)
    const middle = median(millis)
    return [
      stack.name,
      middle.toFixed(0),
      `${low.toFixed(0)}-${high.toFixed(0)}`,
      (middle / bare).toFixed(2),
    ]
  })
  const table = formatTable(['stack', 'ms', 'spread', 'ratio'], rows)
  await writeResult('startup', `${machine()}; ${rounds * 5} starts each\n\n${table}`, measured)
}
