import { median, spread } from '../report/statistics.ts'
import { formatTable } from '../report/table.ts'
import { measureRounds } from './overhead.ts'

/**
 * Processor time of the bare app over that of a stack, below which something has gone wrong. Runs on
 * a busy machine gave 0.33 to 0.53, 0.19 to 0.42 and 0.17 to 0.21: noise stays above.
 */
const floors: Readonly<Record<string, number>> = {
  'cruddur-spans': 0.22,
  cruddur: 0.13,
  'cruddur-every-segment': 0.08,
}

/** The short form for CI: ratios within a round, never absolute times. Sets the exit code. */
export async function checkRegression(): Promise<void> {
  const [bare, ...measured] = await measureRounds({
    rounds: 3,
    seconds: 2,
    only: Object.keys(floors),
  })
  if (!bare) return
  const results = measured.map(({ stack, full }) => {
    const ratios = full.map(
      ({ cpuMicros }, round) => (bare.full[round]?.cpuMicros ?? Number.NaN) / cpuMicros,
    )
    return { name: stack.name, ratios, floor: floors[stack.name] ?? 0 }
  })
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
