import { machine } from '../report/results.ts'
import { formatTable } from '../report/table.ts'
import type { Sent } from './load.ts'

/** Figures of the console over the spans of a service. */
export interface Figures {
  readonly count: number
  readonly errorCount: number
  readonly p99Nano: string
}

/** A sampled service compared with its always-on twin. */
export interface Twin {
  readonly ratio: number
  readonly requests: number
  readonly twin: Figures
  readonly sampled: Figures
  readonly countError: number
  /** One standard deviation of the count. */
  readonly samplingError: number
  readonly p99Error: number
  /** Share of the twin's requests that take at least the sampled P99; 0.01 without a sampling error. */
  readonly aboveP99: number
  /** One standard deviation of that share. */
  readonly aboveP99Error: number
  readonly errorTraces: number
  readonly missingErrorTraces: number
}

export interface Equality {
  readonly requests: number
  readonly sent: Sent
  readonly spans: number
  readonly metric: number
  readonly dropped: object
}

export interface OpenSpans {
  /** Ended spans of local roots that are still open. */
  readonly spans: number
  readonly bytes: number
}

export interface SamplingFigures {
  readonly twins: readonly Twin[]
  readonly equality: Equality
  readonly memory: readonly OpenSpans[]
  readonly cost: readonly {
    readonly name: string
    readonly cpuMicros: number
    readonly throughput: number
  }[]
}

const percent = (share: number, digits = 2) => `${(share * 100).toFixed(digits)}%`
const millis = (nano: string) => (Number(nano) / 1e6).toFixed(1)

export function formatReport({ twins, equality, memory, cost }: SamplingFigures): string {
  const { requests, sent, spans, metric } = equality
  const tables = [
    formatTable(
      [
        ...['sampled', 'twin', 'count', 'error', 'sigma', 'twin P99', 'P99 ms', 'error'],
        ...['above it', 'sigma', 'error traces'],
      ],
      twins.map((one) => [
        percent(one.ratio, 0),
        String(one.twin.count),
        one.sampled.count.toFixed(0),
        percent(one.countError),
        percent(one.samplingError),
        millis(one.twin.p99Nano),
        millis(one.sampled.p99Nano),
        percent(one.p99Error),
        percent(one.aboveP99),
        percent(one.aboveP99Error),
        `${one.errorTraces - one.missingErrorTraces} of ${one.errorTraces}`,
      ]),
    ),
    formatTable(
      ['requests', 'failed', 'aborted', 'spans', 'metric count'],
      [[requests, sent.failed, sent.aborted, spans, metric].map(String)],
    ),
    formatTable(
      ['spans of open requests', 'memory MB'],
      memory.map((step) => [String(step.spans), (step.bytes / 1_048_576).toFixed(1)]),
    ),
    formatTable(
      ['stack', 'µs cpu', 'ratio'],
      cost.map(({ name, cpuMicros, throughput }) => [
        name,
        cpuMicros.toFixed(1),
        throughput.toFixed(2),
      ]),
    ),
  ]
  return `${machine()}\n\n${tables.join('\n\n')}`
}
