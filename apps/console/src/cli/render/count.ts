import type { CountResult, CountSeries } from '../../contract/analysis.ts'
import { formatCount, formatErrorRate, formatPercentile } from '../../format/figures.ts'
import { plain, type Terminal } from '../terminal.ts'
import { fit, fitRight, WIDE_COLUMNS, widest } from './cell.ts'

const SPARKS = ' ▁▂▃▄▅▆▇█'
/** Columns of the count, of errors, of each percentile and of the course over time. */
const WIDE = { count: 10, errors: 8, duration: 9, spark: 16 }
const NARROW = { count: 8, errors: 7, duration: 8, spark: 9 }

/** One line per group and one for all: count, errors, percentiles, and the count over time. */
export function renderCount(
  { all, groups }: CountResult,
  by: string | undefined,
  { columns, paint }: Terminal,
): string[] {
  const width = columns >= WIDE_COLUMNS ? WIDE : NARROW
  const taken = width.count + width.errors + 3 * width.duration + width.spark + 2 * 6
  const heading = by === undefined ? 'SPANS' : plain(by).toUpperCase()
  const names = groups.map(({ value }) => (value === null ? '(absent)' : plain(value)))
  const nameColumns = Math.max(
    5,
    widest([heading, ...names, 'All'], Math.max(12, Math.min(columns - taken, 60))),
  )
  const line = (name: string, series: CountSeries) => {
    const { count, errorCount, p50Nano, p95Nano, p99Nano } = series.total
    const errors = fitRight(formatErrorRate(series.total), width.errors)
    const durations = [p50Nano, p95Nano, p99Nano].map((nanos) => formatPercentile(count, nanos))
    return [
      fit(name, nameColumns),
      fitRight(formatCount(series.total), width.count),
      errorCount === 0 ? errors : paint('red', errors),
      ...durations.map((duration) => fitRight(duration, width.duration)),
      spark(series.counts, width.spark),
    ].join('  ')
  }
  const titles = ['P50', 'P95', 'P99'].map((title) => fitRight(title, width.duration))
  return [
    paint(
      'dim',
      [
        fit(heading, nameColumns),
        fitRight('COUNT', width.count),
        fitRight('ERRORS', width.errors),
        ...titles,
        'OVER TIME',
      ].join('  '),
    ),
    ...groups.map((group, index) => line(names[index] ?? '', group)),
    ...(groups.length === 1 ? [] : [line('All', all)]),
  ]
}

/** Counts as columns of eight heights; every count above zero is visible. */
function spark(counts: readonly number[], columns: number): string {
  const size = Math.ceil(counts.length / columns)
  const sums = Array.from({ length: Math.ceil(counts.length / size) }, (_, index) =>
    counts.slice(index * size, (index + 1) * size).reduce((sum, count) => sum + count, 0),
  )
  const most = Math.max(1, ...sums)
  return sums.map((sum) => SPARKS[Math.ceil((8 * sum) / most)]).join('')
}
