import { median, spread } from '../report/statistics.ts'
import { formatTable } from '../report/table.ts'
import { ratioOf } from './measure.ts'
import { type Measured, measureRounds } from './overhead.ts'

/** The SDK and its Fastify plugin with nothing of ours: what is slow today is slow for both. */
const peer = 'fastify-otel-one-span'

/**
 * Processor time of the bare app, and of the peer, over that of a stack: below these something has
 * gone wrong. They are about 0.62 and 1.3, 0.56 and 1.2, 0.4 and 0.8, on a machine at work too.
 */
const floors: Readonly<Record<string, { readonly bare: number; readonly peer: number }>> = {
  'cruddur-spans': { bare: 0.44, peer: 0.92 },
  cruddur: { bare: 0.38, peer: 0.8 },
  'cruddur-every-segment': { bare: 0.26, peer: 0.54 },
}

/** The short form for CI: ratios of turns side by side, never absolute times. Sets the exit code. */
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
