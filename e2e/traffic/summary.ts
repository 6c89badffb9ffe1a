import type { TrafficRun } from './run-traffic.ts'
import type { Outcome } from './send.ts'

export interface ActionSummary {
  readonly name: string
  readonly count: number
  /** Count per outcome: a status, `left` or `unreachable`. */
  readonly outcomes: Readonly<Record<string, number>>
  readonly p50Millis: number
  readonly p95Millis: number
  readonly maxMillis: number
}

export interface TrafficSummary extends TrafficRun {
  readonly actions: readonly ActionSummary[]
}

interface Tally {
  readonly outcomes: Record<string, number>
  readonly millis: number[]
}

/** Counts outcomes. */
export function createTally() {
  const tallies = new Map<string, Tally>()
  return {
    add(name: string, { status, millis }: Outcome): void {
      const tally = tallies.get(name) ?? { outcomes: {}, millis: [] }
      tallies.set(name, tally)
      tally.outcomes[status] = (tally.outcomes[status] ?? 0) + 1
      tally.millis.push(millis)
    },
    summary: (): ActionSummary[] =>
      [...tallies].map(([name, tally]) => summarize(name, tally)).sort((a, b) => b.count - a.count),
  }
}

function summarize(name: string, { outcomes, millis }: Tally): ActionSummary {
  const sorted = [...millis].sort((a, b) => a - b)
  const at = (share: number) =>
    Math.round((sorted[Math.ceil(share * sorted.length) - 1] ?? 0) * 10) / 10
  return {
    name,
    count: sorted.length,
    outcomes,
    p50Millis: at(0.5),
    p95Millis: at(0.95),
    maxMillis: at(1),
  }
}

/** The summary as a table of at most 80 columns. */
export function formatSummary({ actions, sent, skipped, durationMillis }: TrafficSummary): string {
  const seconds = durationMillis / 1000
  const row = (name: string, ...rest: string[]) => {
    const [count = '', p50 = '', p95 = '', max = '', outcomes = ''] = rest
    return `${name.padEnd(21)}${count.padStart(6)}${p50.padStart(7)}${p95.padStart(7)}${max.padStart(7)}  ${outcomes}`
  }
  return [
    row('', 'count', 'p50 ms', 'p95 ms', 'max ms', 'outcomes'),
    ...actions.map(({ name, count, p50Millis, p95Millis, maxMillis, outcomes }) =>
      row(
        name,
        String(count),
        ...[p50Millis, p95Millis, maxMillis].map(inMillis),
        formatOutcomes(outcomes),
      ),
    ),
    '',
    `${sent} requests in ${seconds.toFixed(1)} s, ${(sent / seconds).toFixed(1)} requests/s${
      skipped > 0 ? `; ${skipped} not sent, too many open requests` : ''
    }`,
  ].join('\n')
}

const inMillis = (millis: number) => millis.toFixed(millis < 1_000 ? 1 : 0)

const formatOutcomes = (outcomes: Readonly<Record<string, number>>) =>
  Object.entries(outcomes)
    .map(([status, count]) => `${status}×${count}`)
    .join(' ')
