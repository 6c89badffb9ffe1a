import { formatDuration } from '../../src/format/duration.ts'
import { type Counted, formatCount, formatErrorRate } from '../../src/format/figures.ts'

/** The text of a cell: current and previous value. */
export interface Change {
  readonly now: string
  readonly before: string
}

export function countChange(now: Counted, before: Counted): Change {
  return {
    now: formatCount(now),
    before: `from ${formatCount(before)}`,
  }
}

export function errorChange(now: Counted, before: Counted): Change {
  return {
    now: formatErrorRate(now),
    before:
      before.count === 0 || now.errorCount + before.errorCount === 0
        ? ''
        : `from ${formatErrorRate(before)}`,
  }
}

/** @param nanos The percentile in each period. */
export function durationChange(
  now: Counted,
  before: Counted,
  nanos: { readonly now: string; readonly before: string },
): Change {
  const [isNow, wasBefore] = [now.count > 0, before.count > 0]
  const was = formatDuration(BigInt(nanos.before))
  return {
    now: isNow ? formatDuration(BigInt(nanos.now)) : '–',
    before: wasBefore ? `${isNow ? `${percent(nanos.now, nanos.before)} ` : ''}from ${was}` : '',
  }
}

function percent(now: string, before: string): string {
  if (Number(before) === 0) return ''
  const change = Math.round((100 * (Number(now) - Number(before))) / Number(before))
  return change === 0 ? '±0%' : `${change > 0 ? '+' : '−'}${Math.abs(change).toLocaleString('en')}%`
}
