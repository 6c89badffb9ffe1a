import type { MetricResult, MetricSummary } from '../../api/contract-metrics.ts'
import { formatAge } from '../../format/instant.ts'
import { formatQuantity, formatRate } from '../../format/quantity.ts'
import { plain, type Terminal } from '../terminal.ts'
import { fit, fitRight, widest } from './cell.ts'

const GAP = '  '
const KINDS: Readonly<Record<MetricSummary['kind'], string>> = {
  gauge: 'gauge',
  sum: 'sum',
  histogram: 'histogram',
  exponentialHistogram: 'histogram',
  summary: 'summary',
}

const kindOf = ({ kind, isMonotonic }: MetricSummary) =>
  kind === 'sum' && isMonotonic ? 'counter' : KINDS[kind]

/** One line per metric and service: type, unit, number of series and the time of the last data point. */
export function renderMetricList(
  metrics: readonly MetricSummary[],
  { columns, paint }: Terminal,
): string[] {
  const rows = [
    ['METRIC', 'SERVICE', 'TYPE', 'UNIT', 'SERIES', 'LAST'],
    ...metrics.map((metric) => [
      plain(metric.name),
      plain(metric.service),
      kindOf(metric),
      plain(metric.unit),
      metric.seriesCount.toLocaleString('en'),
      formatAge(metric.lastUnixNano),
    ]),
  ]
  const width = (column: number, limit: number) =>
    widest(
      rows.map((row) => row[column] ?? ''),
      limit,
    )
  const widths = [0, width(1, 18), 9, width(3, 12), 6, 8]
  const others = widths.reduce((sum, columns) => sum + columns + GAP.length, 0) - GAP.length
  widths[0] = Math.min(width(0, 80), Math.max(20, columns - others))
  return rows.map((row, index) => {
    const line = row
      .map((cell, column) => (column === 4 ? fitRight : fit)(cell, widths[column] ?? 0))
      .join(GAP)
      .trimEnd()
    return index === 0 ? paint('dim', line) : line
  })
}

const SPARKS = '▁▂▃▄▅▆▇█'

/** One line per group: the last value, its percentiles for histograms, and a sparkline. */
export function renderMetric(result: MetricResult, { columns, paint }: Terminal): string[] {
  const { name, unit, meaning, groups, groupCount, description } = result
  const title = [plain(name), description && plain(description)].filter(Boolean).join(': ')
  if (groups.length === 0) return [title, 'No values in this time range.']
  const isDistribution = groups.some(({ p50s }) => p50s !== undefined)
  const show = (value: number | null | undefined) =>
    value === null || value === undefined
      ? '-'
      : meaning === 'rate'
        ? formatRate(value, unit)
        : formatQuantity(value, unit)
  const quantity = (value: number | null | undefined) =>
    value === null || value === undefined ? '-' : formatQuantity(value, unit)
  const headings = [
    'GROUP',
    meaning === 'rate' ? 'RATE' : 'LAST',
    ...(isDistribution ? ['P50', 'P95', 'P99'] : []),
    'OVER TIME',
  ]
  const rows = groups.map((group) => [
    group.value === null ? 'All' : plain(group.value),
    show(lastOf(group.values)),
    ...(isDistribution
      ? [group.p50s, group.p95s, group.p99s].map((list) => quantity(lastOf(list)))
      : []),
    sparkline(group.values, 20),
  ])
  const last = headings.length - 1
  const others = last * GAP.length + (last - 1) * 10 + 20
  const groupColumns = widest(
    [headings[0] ?? '', ...rows.map(([first = '']) => first)],
    Math.max(10, Math.min(60, columns - others)),
  )
  const lines = [headings, ...rows].map((row, index) => {
    const cells = row.map((cell, column) =>
      column === 0 ? fit(cell, groupColumns) : column === last ? cell : fitRight(cell, 10),
    )
    const line = cells.join(GAP).trimEnd()
    return index === 0 ? paint('dim', line) : line
  })
  const more = groupCount - groups.length
  return [title, '', ...lines, ...(more > 0 ? [`${more} more groups`] : [])]
}

function lastOf(values: readonly (number | null)[] | undefined): number | null {
  return values?.findLast((value) => value !== null) ?? null
}

/** Values between their minimum and maximum; a space without data points. */
function sparkline(values: readonly (number | null)[], columns: number): string {
  const size = Math.ceil(values.length / columns)
  const means = Array.from({ length: Math.ceil(values.length / size) }, (_, index) => {
    const part = values.slice(index * size, (index + 1) * size).filter((value) => value !== null)
    return part.length === 0 ? null : part.reduce((sum, value) => sum + value, 0) / part.length
  })
  const known = means.filter((value) => value !== null)
  const low = Math.min(0, ...known)
  const span = Math.max(...known) - low || 1
  return means
    .map((value) => (value === null ? ' ' : SPARKS[Math.round((7 * (value - low)) / span)]))
    .join('')
}
