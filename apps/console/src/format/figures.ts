import { formatDuration } from './duration.ts'

/** Requests (or spans) with the errors among them. */
export interface Counted {
  readonly count: number
  readonly errorCount: number
}

/** Shown where nothing was counted. */
export const NOTHING = '–'

/** A share from 0 to 1: `0 %`, `2.0 %`, `33 %`. */
export function formatShare(share: number): string {
  return `${(share * 100).toFixed(share > 0 && share < 0.1 ? 1 : 0)} %`
}

export function formatErrorRate({ count, errorCount }: Counted): string {
  return count === 0 ? NOTHING : formatShare(errorCount / count)
}

/** Errors and their share: `33 (2.0 %)`, `0`. */
export function formatErrors({ count, errorCount }: Counted): string {
  if (count === 0) return NOTHING
  const errors = errorCount.toLocaleString('en')
  return errorCount === 0 ? errors : `${errors} (${formatShare(errorCount / count)})`
}

/** A percentile of the durations of what was counted. */
export function formatPercentile(count: number, nanos: string): string {
  return count === 0 ? NOTHING : formatDuration(BigInt(nanos))
}
