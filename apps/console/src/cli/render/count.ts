import type { CountAnswer, CountSeries } from '../../api/contract-analysis.ts'
import { formatDuration } from '../../format/duration.ts'
import { plain, type Terminal } from '../terminal.ts'
import { fit, fitRight, widest } from './cell.ts'

const SPARK_COLUMNS = 16
const SPARKS = ' ▁▂▃▄▅▆▇█'
const FIGURES_COLUMNS = 10 + 8 + 9 * 3 + SPARK_COLUMNS + 2 * 6

/** One line per group and one for all: count, errors, percentiles, and the count over time. */
export function renderCount(
  { all, groups }: CountAnswer,
  by: string | undefined,
  { columns, paint }: Terminal,
): string[] {
  const heading = by === undefined ? 'SPANS' : plain(by).toUpperCase()
  const names = groups.map(({ value }) => (value === null ? '(absent)' : plain(value)))
  const nameColumns = Math.max(
    5,
    widest([heading, ...names, 'All'], Math.max(12, Math.min(columns - FIGURES_COLUMNS, 60))),
  )
  const line = (name: string, series: CountSeries) => {
    const { count, errorCount, p50Nano, p95Nano, p99Nano } = series.total
    const errors = fitRight(
      errorCount === 0 ? '-' : `${((100 * errorCount) / count).toFixed(1)} %`,
      8,
    )
    return [
      fit(name, nameColumns),
      fitRight(count.toLocaleString('en'), 10),
      errorCount === 0 ? errors : paint('red', errors),
      ...[p50Nano, p95Nano, p99Nano].map((nanos) => fitRight(formatDuration(BigInt(nanos)), 9)),
      spark(series.counts),
    ].join('  ')
  }
  const titles = ['P50', 'P95', 'P99'].map((title) => fitRight(title, 9))
  return [
    paint(
      'dim',
      [
        fit(heading, nameColumns),
        fitRight('COUNT', 10),
        fitRight('ERRORS', 8),
        ...titles,
        'OVER TIME',
      ].join('  '),
    ),
    ...groups.map((group, index) => line(names[index] ?? '', group)),
    ...(groups.length === 1 ? [] : [line('All', all)]),
  ]
}

/** Counts as columns of eight heights; whatever is not zero is seen. */
function spark(counts: readonly number[]): string {
  const size = Math.ceil(counts.length / SPARK_COLUMNS)
  const sums = Array.from({ length: Math.ceil(counts.length / size) }, (_, index) =>
    counts.slice(index * size, (index + 1) * size).reduce((sum, count) => sum + count, 0),
  )
  const most = Math.max(1, ...sums)
  return sums.map((sum) => SPARKS[Math.ceil((8 * sum) / most)]).join('')
}
