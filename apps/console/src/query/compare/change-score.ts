import type { Figures } from '../../contract/figures.ts'

/** The figures of an operation in one period, and how long the period was. */
export interface PeriodFigures {
  readonly figures: Figures
  readonly lengthNano: bigint
}

/** So many spans make a change half as certain as endless ones. */
const halfCertainSpans = 10
/** Changes of durations below it are damped. */
const concernNanos = 1_000_000

/**
 * Change of an operation from one period to another, 0 to nearly 1: the greatest of the change
 * of its share of errors, the relative change of its P50 or P95, and half the relative change of its
 * rate; 1 when it is only in one of the two. Fewer spans lower the score.
 */
export function changeScore(now: PeriodFigures, before: PeriodFigures): number {
  const [count, countBefore] = [now.figures.count, before.figures.count]
  if (count === 0 || countBefore === 0) return certainty(Math.max(count, countBefore))
  const errors = Math.abs(errorShare(now) - errorShare(before))
  const durations = (['p50Nano', 'p95Nano'] as const).map((name) =>
    relative(Number(now.figures[name]), Number(before.figures[name]), concernNanos),
  )
  const rate = relative(perNano(now), perNano(before), 0) / 2
  return Math.max(errors, ...durations, rate) * certainty(Math.min(count, countBefore))
}

function certainty(spans: number): number {
  return spans / (spans + halfCertainSpans)
}

function relative(a: number, b: number, damping: number): number {
  const most = Math.max(a, b) + damping
  return most === 0 ? 0 : Math.abs(a - b) / most
}

function errorShare({ figures: { count, errorCount } }: PeriodFigures): number {
  return errorCount / count
}

function perNano({ figures: { count }, lengthNano }: PeriodFigures): number {
  return count / Number(lengthNano)
}
