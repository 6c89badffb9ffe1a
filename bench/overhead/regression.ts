import { median, spread } from '../report/statistics.ts'
import { formatTable } from '../report/table.ts'
import { type Measured, measureRounds } from './overhead.ts'

/** The SDK and its Fastify plugin with nothing of ours: what is slow today is slow for both. */
const peer = 'fastify-otel-one-span'

/**
 * Processor time of the bare app, and of the peer, over that of a stack: below these something has
 * gone wrong. On a quiet machine they are about 0.52 and 1.0, 0.38 and 0.75, 0.27 and 0.55; runs on
 * one that had three times as much to do as it could stayed above.
 */
const floors: Readonly<Record<string, { readonly bare: number; readonly peer: number }>> = {
  'cruddur-spans': { bare: 0.26, peer: 0.65 },
  cruddur: { bare: 0.17, peer: 0.42 },
  'cruddur-every-segment': { bare: 0.11, peer: 0.27 },
}

/** The short form for CI: ratios within a round, never absolute times. Sets the exit code. */
export async function checkRegression(): Promise<void> {
  const measured = await measureRounds({
    rounds: 3,
    seconds: 2,
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
  return (stack?.samples ?? []).map(
    ({ cpuMicros }, round) => (against?.samples[round]?.cpuMicros ?? Number.NaN) / cpuMicros,
  )
}
