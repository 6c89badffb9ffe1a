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
  readonly full: Sample[]
  /** At half of what the bare app can do. */
  readonly half: Sample[]
}

const connections = 32
const header = ['stack', 'ratio', 'spread', 'req/s', 'µs cpu', 'cpu x', 'p99 x', 'start x', '+MB']
const progress = (text: string) => process.stderr.write(`${text}\n`)

async function oneRound(measured: readonly Measured[], receiver: Receiver, seconds: number) {
  let halfRate = 0
  for (const { stack, full, half } of measured) {
    const sample = await measure(stack, receiver, { connections, seconds })
    full.push(sample)
    if (stack.name === 'bare') halfRate = Math.round(sample.requestsPerSecond / 2)
    half.push(await measure(stack, receiver, { connections, seconds, rate: halfRate }))
    const delivered = Math.min(sample.delivered, half.at(-1)?.delivered ?? 0)
    progress(
      `  ${stack.name.padEnd(24)} ${Math.round(sample.requestsPerSecond)}/s, ${sample.cpuMicros.toFixed(1)} µs, delivered ${delivered.toFixed(2)} %`,
    )
  }
}

function refuseLosses(measured: readonly Measured[]): void {
  const lossy = measured.filter(({ full, half }) =>
    [...full, ...half].some((sample) => sample.delivered < 99.99),
  )
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
    .map((stack): Measured => ({ stack, full: [], half: [] }))
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
  const bars = measured.map(({ stack, full }) => {
    const ratios = full.map(
      (sample, round) =>
        sample.requestsPerSecond / (bare.full[round]?.requestsPerSecond ?? Number.NaN),
    )
    const [low, high] = spread(ratios)
    return { label: stack.title, value: median(ratios), low, high }
  })
  const of = (samples: readonly Sample[], key: keyof Sample) =>
    median(samples.map((sample) => sample[key]))
  const rows = measured.map(({ stack, full, half }, index) => [
    stack.name,
    bars[index]?.value.toFixed(2) ?? '',
    `${bars[index]?.low.toFixed(2)}-${bars[index]?.high.toFixed(2)}`,
    String(Math.round(of(full, 'requestsPerSecond'))),
    of(full, 'cpuMicros').toFixed(1),
    (of(bare.full, 'cpuMicros') / of(full, 'cpuMicros')).toFixed(2),
    (of(half, 'p99Millis') / of(bare.half, 'p99Millis')).toFixed(2),
    (of(full, 'readyMillis') / of(bare.full, 'readyMillis')).toFixed(2),
    ((of(full, 'rss') - of(bare.full, 'rss')) / 1_048_576).toFixed(0),
  ])
  const table = formatTable(header, rows)
  const text = `${machine()}; ${rounds} rounds of ${seconds} s, ${connections} connections\n\n${table}`
  await writeResult(
    'overhead',
    text,
    measured.map(({ stack, full, half }) => ({ stack: stack.name, full, half })),
    barChart('Throughput relative to no telemetry', bars),
  )
}
