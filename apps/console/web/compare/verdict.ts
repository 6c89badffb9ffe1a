import type { ComparedOperation } from '../../src/contract/compare.ts'

type Figures = ComparedOperation['now']

export interface Verdict {
  readonly kind: 'worse' | 'better' | 'same' | 'unclear'
  readonly text: string
  /** The estimate with its 95% interval. */
  readonly evidence: string
}

const Z_95 = 1.96
/** Standard normal quantile of 0.95. */
const Z_P95 = 1.645
/** Standard error of the P95 of a normal distribution, in standard deviations times √n. */
const P95_ERROR = 2.11
/** Smaller changes are not reported. */
const MIN_LATENCY_CHANGE = 0.1
const MIN_ERROR_CHANGE = 0.005
const MIN_COUNT = 10

/**
 * Judges the change of an operation. The interval of the error rate is that of two proportions; the
 * one of the P95 assumes log-normal durations, whose spread is estimated from P50 and P95.
 */
export function verdictOf({
  change,
  now,
  before,
}: Pick<ComparedOperation, 'change' | 'now' | 'before'>): Verdict {
  if (change === 'new') return { kind: 'same', text: 'New', evidence: '' }
  if (change === 'removed') return { kind: 'same', text: 'Removed', evidence: '' }
  if (Math.min(now.count, before.count) < MIN_COUNT)
    return { kind: 'unclear', text: 'Too few spans', evidence: `fewer than ${MIN_COUNT}` }
  const errors = errorChange(now, before)
  if (errors !== undefined) return errors
  return latencyChange(now, before)
}

function errorChange(now: Figures, before: Figures): Verdict | undefined {
  const [rateNow, rateBefore] = [rate(now), rate(before)]
  const difference = rateNow - rateBefore
  const error = Z_95 * Math.sqrt(variance(rateNow, now.count) + variance(rateBefore, before.count))
  if (Math.abs(difference) < MIN_ERROR_CHANGE || Math.abs(difference) <= error) return undefined
  return {
    kind: difference > 0 ? 'worse' : 'better',
    text: difference > 0 ? 'More errors' : 'Fewer errors',
    evidence: `${signed(100 * difference)} ± ${round(100 * error)} points`,
  }
}

function latencyChange(now: Figures, before: Figures): Verdict {
  const [p95Now, p95Before] = [Number(now.p95Nano), Number(before.p95Nano)]
  if (p95Now <= 0 || p95Before <= 0)
    return { kind: 'unclear', text: 'No clear change', evidence: '' }
  const ratio = Math.log(p95Now / p95Before)
  const error = Z_95 * Math.hypot(logError(now), logError(before))
  const change = Math.exp(ratio) - 1
  const [low, high] = [ratio - error, ratio + error].map((bound) =>
    signed(100 * (Math.exp(bound) - 1)),
  )
  const evidence = `P95 ${signed(100 * change)}% (${low} to ${high}%)`
  if (Math.abs(ratio) <= error) return { kind: 'unclear', text: 'No clear change', evidence }
  if (Math.abs(change) < MIN_LATENCY_CHANGE) return { kind: 'same', text: 'Unchanged', evidence }
  return { kind: change > 0 ? 'worse' : 'better', text: change > 0 ? 'Slower' : 'Faster', evidence }
}

function logError({ count, p50Nano, p95Nano }: Figures): number {
  const spread = Math.log(Math.max(1.05, Number(p95Nano) / Math.max(1, Number(p50Nano)))) / Z_P95
  return (P95_ERROR * spread) / Math.sqrt(count)
}

function rate({ count, errorCount }: Figures): number {
  return errorCount / count
}

/** Agresti and Coull: also above 0 when every request or none failed. */
function variance(share: number, count: number): number {
  const adjusted = (share * count + 2) / (count + 4)
  return (adjusted * (1 - adjusted)) / (count + 4)
}

function signed(value: number): string {
  return `${value < 0 ? '−' : '+'}${round(Math.abs(value))}`
}

function round(value: number): string {
  return value < 10 ? value.toFixed(1) : Math.round(value).toLocaleString('en')
}
