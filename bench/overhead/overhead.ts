import { barChart } from '../report/bar-chart.ts'
import { machine, writeResult } from '../report/results.ts'
import { median, spread } from '../report/statistics.ts'
import { formatTable } from '../report/table.ts'
import { measureSideBySide, ratioOf, type Sample } from './measure.ts'
import type { Stack } from './stack.ts'
import { stacks } from './stacks/stacks.ts'
import { withCheckout } from './stacks/with-checkout.ts'

export interface OverheadOptions {
  readonly rounds: number
  readonly seconds: number
  readonly only?: readonly string[]
  /** Folder of another checkout whose built telemetry package is measured, too; writes no results. */
  readonly compare?: string
}

export interface Measured {
  readonly stack: Stack
  /** One per round. */
  readonly samples: readonly Sample[]
}

const connections = 32
const turns = 6
const header = [
  'stack',
  'ratio',
  'spread',
  'req/s',
  'µs cpu',
  'cpu x',
  'p99 x',
  'start x',
  '+MB',
  'arrived',
]
const progress = (text: string) => process.stderr.write(`${text}\n`)

/** UDP and the queue in front of it lose segments when every request has one; the table shows how many arrived. */
function refuseLosses(measured: readonly Measured[]): void {
  const lossy = measured.filter(
    ({ stack, samples }) =>
      !stack.sampleEverything && samples.some(({ delivered }) => delivered < 99.99),
  )
  if (lossy.length > 0) {
    const names = lossy.map(({ stack }) => stack.name).join(', ')
    throw new Error(`not reported, because less arrived than was claimed: ${names}`)
  }
}

/**
 * Runs rounds of fresh starts, bare app first.
 *
 * @throws Error when a stack delivered less than expected.
 */
export async function measureRounds({
  rounds,
  seconds,
  only,
  compare,
}: OverheadOptions): Promise<readonly Measured[]> {
  const wanted = stacks.filter(({ name }) => name === 'bare' || !only || only.includes(name))
  const chosen = compare === undefined ? wanted : withCheckout(wanted, compare)
  const results: (readonly Sample[])[] = []
  for (let round = 1; round <= rounds; round++) {
    progress(`round ${round} of ${rounds}`)
    const samples = await measureSideBySide(chosen, { connections, turns, seconds })
    for (const [index, { name }] of chosen.entries()) describe(name, samples[index], samples[0])
    results.push(samples)
  }
  const measured = chosen.map((stack, index) => ({
    stack,
    samples: results.flatMap((samples) => samples[index] ?? []),
  }))
  if (compare === undefined) refuseLosses(measured)
  return measured
}

function describe(name: string, sample: Sample | undefined, bare: Sample | undefined): void {
  const ratio = ratioOf(sample, bare, 'requestsPerSecond').toFixed(2)
  const micros = median(sample?.turns.map(({ cpuMicros }) => cpuMicros) ?? []).toFixed(1)
  const p99 = ratioOf(sample, bare, 'p99Millis').toFixed(2)
  const delivered = sample?.delivered.toFixed(2)
  const overflow = sample?.overflow ? `, receive buffer dropped ${sample.overflow.toFixed(2)}%` : ''
  progress(
    `  ${name.padEnd(24)} ${ratio} of bare, ${micros} µs, p99 ${p99} of bare's, delivered ${delivered}%${overflow}`,
  )
}

/** Measures throughput, latency, start and memory of each stack relative to the bare app. */
export async function overhead(options: OverheadOptions): Promise<void> {
  const { rounds, seconds } = options
  const measured = await measureRounds(options)
  const [bare] = measured
  if (!bare) return
  const bars = measured.map(({ stack, samples }) => {
    const ratios = samples.map((sample, round) =>
      ratioOf(sample, bare.samples[round], 'requestsPerSecond'),
    )
    const [low, high] = spread(ratios)
    return { label: stack.title, value: median(ratios), low, high }
  })
  const rows = measured.map((one, index) => [
    one.stack.name,
    bars[index]?.value.toFixed(2) ?? '',
    `${bars[index]?.low.toFixed(2)}-${bars[index]?.high.toFixed(2)}`,
    ...figures(one, bare),
  ])
  const table = formatTable(header, rows)
  const text = `${machine()}; ${rounds} rounds of ${turns} turns of ${seconds} s, ${connections} connections\n\n${table}`
  if (options.compare !== undefined) {
    process.stdout.write(`\n${text}\n`)
    return
  }
  await writeResult(
    // The table of all stacks is from one run.
    options.only ? 'overhead-only' : 'overhead',
    text,
    measured.map(({ stack, samples }) => ({ stack: stack.name, samples })),
    barChart('Throughput relative to no telemetry', bars),
  )
}

function figures({ samples }: Measured, bare: Measured): string[] {
  const turnsOf = samples.flatMap(({ turns }) => turns)
  const of = (one: readonly Sample[], key: 'readyMillis' | 'rss') =>
    median(one.map((sample) => sample[key]))
  const cpuRatios = samples.map((sample, round) =>
    ratioOf(bare.samples[round], sample, 'cpuMicros'),
  )
  const p99Ratios = samples.map((sample, round) =>
    ratioOf(sample, bare.samples[round], 'p99Millis'),
  )
  return [
    String(Math.round(median(turnsOf.map(({ requestsPerSecond }) => requestsPerSecond)))),
    median(turnsOf.map(({ cpuMicros }) => cpuMicros)).toFixed(1),
    median(cpuRatios).toFixed(2),
    median(p99Ratios).toFixed(2),
    (of(samples, 'readyMillis') / of(bare.samples, 'readyMillis')).toFixed(2),
    ((of(samples, 'rss') - of(bare.samples, 'rss')) / 1_048_576).toFixed(0),
    `${Math.min(...samples.map(({ delivered }) => delivered)).toFixed(1)}%`,
  ]
}
