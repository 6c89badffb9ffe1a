import type { ComparedOperation, PeriodComparison } from '../../contract/compare.ts'
import { formatCount, formatErrorRate, formatPercentile } from '../../format/figures.ts'
import { formatAge, formatInstant } from '../../format/instant.ts'
import { plain, type Terminal } from '../terminal.ts'
import { fit, fitRight, widest } from './cell.ts'

type Figures = ComparedOperation['now']

const WIDE = { titles: ['COUNT', 'ERRORS', 'P50', 'P95', 'P99'], widths: [16, 16, 18, 18, 18] }
const NARROW = { titles: ['COUNT', 'ERRORS', 'P95'], widths: [13, 13, 16] }
/** Width of the wide columns and the narrowest names. */
const WIDE_FROM = 138

/**
 * One line per operation, `before → now` in each column, the largest change first; then new errors. A
 * terminal narrower than 138 columns has P95 alone of the percentiles.
 */
export function renderComparison(
  comparison: PeriodComparison,
  { columns, paint }: Terminal,
): string[] {
  const { period, baseline, all, operations, newErrors } = comparison
  const rows = operations.map(({ service, operation, change, now, before }) => ({
    service: plain(service),
    name: plain(operation) + (change === 'both' ? '' : ` (${change})`),
    ...{ now, before },
  }))
  const { titles, widths } = columns >= WIDE_FROM ? WIDE : NARROW
  const serviceColumns = Math.max(
    7,
    widest(
      rows.map(({ service }) => service),
      columns >= WIDE_FROM ? 24 : 15,
    ),
  )
  const taken = serviceColumns + 2 + widths.reduce((sum, width) => sum + 2 + width, 0)
  const nameColumns = Math.max(
    9,
    widest(
      rows.map(({ name }) => name),
      Math.max(12, Math.min(columns - taken, 60)),
    ),
  )
  const line = (service: string, name: string, cells: readonly string[]) =>
    [
      fit(service, serviceColumns),
      fit(name, nameColumns),
      ...cells
        .filter((_cell, index) => titles.includes(WIDE.titles[index] ?? ''))
        .map((cell, index) => fitRight(cell, widths[index] ?? 0)),
    ].join('  ')
  const cellsOf = ({ now, before }: { now: Figures; before: Figures }) => [
    `${formatCount(before)} → ${formatCount(now)}`,
    `${formatErrorRate(before)} → ${formatErrorRate(now)}`,
    ...(['p50Nano', 'p95Nano', 'p99Nano'] as const).map(
      (name) => `${duration(before, name)} → ${duration(now, name)}`,
    ),
  ]
  const sides = `${describe(baseline)} → ${describe(period)}`
  return [
    `${sides}: ${cellsOf(all).slice(0, 2).join(' requests, errors ')}`,
    paint('dim', line('SERVICE', 'OPERATION', WIDE.titles)),
    ...rows.map((row) => {
      const text = line(row.service, row.name, cellsOf(row))
      return isWorse(row) ? paint('red', text) : text
    }),
    ...(newErrors.length === 0 ? [] : ['', 'New errors']),
    ...newErrors.map(({ counter, level, occurrenceCount, lastSeenUnixNano, title }) =>
      [
        fitRight(`#${counter}`, 6),
        fit(plain(level), 8),
        fitRight(occurrenceCount.toLocaleString('en'), 6),
        fit(formatAge(lastSeenUnixNano), 10),
        plain(title),
      ].join('  '),
    ),
  ]
}

/** More of its spans fail, by a tenth of all at least. */
function isWorse({ now, before }: { now: Figures; before: Figures }): boolean {
  const shareOf = ({ count, errorCount }: Figures) => (count === 0 ? 0 : errorCount / count)
  return shareOf(now) - shareOf(before) >= 0.1
}

function duration(figures: Figures, name: 'p50Nano' | 'p95Nano' | 'p99Nano'): string {
  return formatPercentile(figures.count, figures[name])
}

function describe({ startUnixNano, endUnixNano, run }: PeriodComparison['period']): string {
  const [start, end] = [startUnixNano, endUnixNano].map((nano) =>
    formatInstant(nano).replace(/\.\d+$/, ''),
  )
  return `${run === undefined ? '' : `run ${plain(run.slice(0, 8))} `}${start} to ${end}`
}
