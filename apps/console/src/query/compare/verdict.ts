import type { Figures } from '../../contract/figures.ts'
import type { Verdict } from '../../contract/verdict.ts'
import { type HistogramLevel, quantileInterval, shareDifference } from './intervals.ts'

/** Spans of one operation in one period. */
export interface Sample {
  readonly figures: Figures
  /** Durations in nanoseconds, ascending. */
  readonly levels: readonly HistogramLevel[]
}

export interface Judgement {
  readonly verdict: Verdict
  readonly errors: Verdict
  readonly p50: Verdict
  readonly p95: Verdict
}

/** With fewer spans on a side, equal error rates are no evidence. */
const minSpans = 20

/**
 * Compares errors and durations of two samples. A difference counts when the 95% interval of the
 * difference of error rates excludes 0, or at least one level (an eighth of an octave) separates the
 * intervals of a percentile. Worse outweighs better; no change needs enough spans for each of them.
 */
export function judge(now: Sample, before: Sample): Judgement {
  const errors = judgeErrors(now, before)
  const [p50, p95] = [judgeQuantile(now, before, 0.5), judgeQuantile(now, before, 0.95)]
  const all = [errors, p50, p95]
  const verdict =
    (['worse', 'better', 'not enough data'] as const).find((one) => all.includes(one)) ??
    'no change'
  return { verdict, errors, p50, p95 }
}

function judgeErrors(now: Sample, before: Sample): Verdict {
  const share = ({ figures: { errorCount: hits, count } }: Sample) => ({ hits, count })
  const [one, other] = [share(now), share(before)]
  const { low, high } = shareDifference(one, other)
  if (low > 0) return 'worse'
  if (high < 0) return 'better'
  return Math.min(one.count, other.count) < minSpans ? 'not enough data' : 'no change'
}

function judgeQuantile(now: Sample, before: Sample, quantile: number): Verdict {
  const one = quantileInterval(now.levels, quantile)
  const other = quantileInterval(before.levels, quantile)
  if (one.low > other.high) return 'worse'
  if (one.high < other.low) return 'better'
  return one.high === Number.POSITIVE_INFINITY || other.high === Number.POSITIVE_INFINITY
    ? 'not enough data'
    : 'no change'
}
