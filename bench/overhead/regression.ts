import { median, spread } from '../report/statistics.ts'
import { formatTable } from '../report/table.ts'
import { ratioOf } from './measure.ts'
import { type Measured, measureRounds } from './overhead.ts'

/** The SDK and its Fastify plugin without our code: a slow machine affects both. */
const peer = 'fastify-otel-one-span'

/**
 * Minimum ratios of the CPU time of the bare app, and of the peer, to that of a stack. Typical values
 * are 0.62 and 1.3, 0.56 and 1.2, 0.4 and 0.8, also on a busy machine.
 */
const floors: Readonly<Record<string, { readonly bare: number; readonly peer: number }>> = {
  'cruddur-spans': { bare: 0.44, peer: 0.92 },
  cruddur: { bare: 0.38, peer: 0.8 },
  'cruddur-every-segment': { bare: 0.26, peer: 0.54 },
}

/** The short form for CI: compares ratios of adjacent turns, never absolute times, and sets the exit code. */
export async function checkRegression(): Promise<void> {
  const measured = await measureRounds({
    rounds: 2,
    seconds: 1,
    only: [peer, ...Object.keys(floors)],
  })
  const named = (name: string) => measured.find(({ stack }) => stack.name === name)
  const results = Object.entries(floors).flatMap(([name, floor]) =>
    (['bare', 'peer'] as const).map((against) => ({
      name: `${name} / ${against === 'peer' ? peer : against}`,
      ratios: ratiosOf(named(name), named(against === 'peer' ? peer : against)),
      floor: floor[against],
    })),
  )
  const rows = results.map(({ name, ratios, floor }) => [
    name,
    median(ratios).toFixed(2),
    spread(ratios)
      .map((ratio) => ratio.toFixed(2))
      .join('-'),
    floor.toFixed(2),
  ])
  process.stdout.write(`${formatTable(['stack', 'cpu x', 'spread', 'floor'], rows)}\n`)
  if (results.some(({ ratios, floor }) => !(median(ratios) >= floor))) process.exitCode = 1
}

function ratiosOf(stack: Measured | undefined, against: Measured | undefined): number[] {
  return (stack?.samples ?? []).map((sample, round) =>
    ratioOf(against?.samples[round], sample, 'cpuMicros'),
  )
}
