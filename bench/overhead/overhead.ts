import { barChart } from '../report/bar-chart.ts'
import { machine, writeResult } from '../report/results.ts'
import { median, spread } from '../report/statistics.ts'
import { formatTable } from '../report/table.ts'
import { measure, type Sample } from './measure.ts'
import { type Receiver, startReceiver } from './processes.ts'
import type { Stack } from './stack.ts'
import { stacks } from './stacks/stacks.ts'

export interface OverheadOptions {
  readonly rounds: number
  readonly seconds: number
  readonly only?: readonly string[]
}

export interface Measured {
  readonly stack: Stack
  /** One of each round. */
  readonly samples: Sample[]
}

const connections = 32
const header = ['stack', 'ratio', 'spread', 'req/s', 'µs cpu', 'cpu x', 'p99 x', 'start x', '+MB']
const progress = (text: string) => process.stderr.write(`${text}\n`)

/** The steady rate is half of what the bare app can do. */
async function oneRound(measured: readonly Measured[], receiver: Receiver, seconds: number) {
  let steadyRate: number | undefined
  for (const { stack, samples } of measured) {
    const load = { connections, seconds, ...(steadyRate !== undefined && { steadyRate }) }
    const sample = await measure(stack, receiver, load)
    samples.push(sample)
    if (stack.name === 'bare') steadyRate = Math.round(sample.requestsPerSecond / 2)
    progress(
      `  ${stack.name.padEnd(24)} ${Math.round(sample.requestsPerSecond)}/s, ${sample.cpuMicros.toFixed(1)} µs, delivered ${sample.delivered.toFixed(2)} %`,
    )
  }
}

function refuseLosses(measured: readonly Measured[]): void {
  const lossy = measured.filter(({ samples }) => samples.some(({ delivered }) => delivered < 99.99))
  if (lossy.length > 0) {
    const names = lossy.map(({ stack }) => stack.name).join(', ')
    throw new Error(`not reported, because less arrived than was claimed: ${names}`)
  }
}

/**
 * Rounds in which every stack has its turn, the bare app first.
 *
 * @throws Error when less arrived than a stack claims to deliver.
 */
export async function measureRounds({
  rounds,
  seconds,
  only,
}: OverheadOptions): Promise<readonly Measured[]> {
  const receiver = await startReceiver()
  const measured = stacks
    .filter(({ name }) => name === 'bare' || !only || only.includes(name))
    .map((stack): Measured => ({ stack, samples: [] }))
  for (let round = 1; round <= rounds; round++) {
    progress(`round ${round} of ${rounds}`)
    await oneRound(measured, receiver, seconds)
  }
  receiver.stop()
  refuseLosses(measured)
  return measured
}

/** Throughput, latency, start and memory of each stack relative to the bare app, side by side. */
export async function overhead(options: OverheadOptions): Promise<void> {
  const { rounds, seconds } = options
  const measured = await measureRounds(options)
  const [bare] = measured
  if (!bare) return
  const bars = measured.map(({ stack, samples }) => {
    const ratios = samples.map(
      (sample, round) =>
        sample.requestsPerSecond / (bare.samples[round]?.requestsPerSecond ?? Number.NaN),
    )
    const [low, high] = spread(ratios)
    return { label: stack.title, value: median(ratios), low, high }
  })
  const of = ({ samples }: Measured, key: keyof Sample) =>
    median(samples.map((sample) => sample[key]))
  const rows = measured.map((one, index) => [
    one.stack.name,
    bars[index]?.value.toFixed(2) ?? '',
    `${bars[index]?.low.toFixed(2)}-${bars[index]?.high.toFixed(2)}`,
    String(Math.round(of(one, 'requestsPerSecond'))),
    of(one, 'cpuMicros').toFixed(1),
    (of(bare, 'cpuMicros') / of(one, 'cpuMicros')).toFixed(2),
    (of(one, 'p99Millis') / of(bare, 'p99Millis')).toFixed(2),
    (of(one, 'readyMillis') / of(bare, 'readyMillis')).toFixed(2),
    ((of(one, 'rss') - of(bare, 'rss')) / 1_048_576).toFixed(0),
  ])
  const table = formatTable(header, rows)
  const text = `${machine()}; ${rounds} rounds of ${seconds} s, ${connections} connections\n\n${table}`
  await writeResult(
    'overhead',
    text,
    measured.map(({ stack, samples }) => ({ stack: stack.name, samples })),
    barChart('Throughput relative to no telemetry', bars),
  )
}
