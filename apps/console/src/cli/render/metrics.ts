import type { MetricGroup, MetricResult, MetricSummary } from '../../contract/metrics.ts'
import { formatDuration } from '../../format/duration.ts'
import { formatAge, formatInstant } from '../../format/instant.ts'
import { formatMetricValue, namedGroups, typeLabel } from '../../format/metric.ts'
import { formatQuantity } from '../../format/quantity.ts'
import { plain, type Terminal } from '../terminal.ts'
import { fit, fitRight, widest } from './cell.ts'
import { renderLine } from './sparkline.ts'

const GAP = '  '
const NUMBER_COLUMNS = 9
const SPARK_COLUMNS = 20
const SHOWN_EXEMPLARS = 3

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
      typeLabel(metric.type).replace('up-down counter', 'up-down'),
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
  const widths = [0, width(1, 16), width(2, 9), width(3, 8), 6, width(5, 10)]
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

type Group = Omit<MetricGroup, 'value'>
type Values = readonly (number | null)[]

interface Column {
  readonly title: string
  readonly read: (group: Group) => string
}

/** One line per group with the figures of its type, and a sparkline. */
export function renderMetric(result: MetricResult, { columns, paint }: Terminal): string[] {
  const { name, description, exemplars, unit, type } = result
  const title = [plain(name), description && plain(description)].filter(Boolean).join(': ')
  const groups = namedGroups<Group>(result)
  if (groups.length === 0) return [title, 'No values in this time range.']
  const figures = figuresOf(result)
  const spark = sparkOf(result)
  const headings = ['GROUP', ...figures.map((figure) => figure.title), spark.title]
  const rows = groups.map((group) => [
    plain(group.name),
    ...figures.map(({ read }) => read(group)),
    renderLine(spark.read(group) ?? [], SPARK_COLUMNS),
  ])
  const others = figures.length * (NUMBER_COLUMNS + GAP.length) + GAP.length + SPARK_COLUMNS
  const groupColumns = widest(
    [headings[0] ?? '', ...rows.map(([first = '']) => first)],
    Math.max(10, Math.min(60, columns - others)),
  )
  const lines = [headings, ...rows].map((row, index) => {
    const cells = row.map((cell, column) => {
      if (column === 0) return fit(cell, groupColumns)
      return column === row.length - 1 ? cell : fitRight(cell, NUMBER_COLUMNS)
    })
    const line = cells.join(GAP).trimEnd()
    return index === 0 ? paint('dim', line) : line
  })
  const largest = type === 'histogram' ? exemplars.toSorted((a, b) => b.value - a.value) : []
  return [
    title,
    '',
    ...lines,
    paint('dim', describeTime(result)),
    ...largest
      .slice(0, SHOWN_EXEMPLARS)
      .map(({ value, traceId }) =>
        paint('dim', `Exemplar: ${formatQuantity(value, unit)} in trace ${traceId}`),
      ),
  ]
}

/** The figures of a type; those of `sparkOf` over time. */
function figuresOf(result: MetricResult): readonly Column[] {
  const { type, unit } = result
  const quantity = (value: number | null | undefined) =>
    value === null || value === undefined ? '-' : formatQuantity(value, unit)
  const value = (one: number | null, isDistribution = false) =>
    one === null ? '-' : formatMetricValue(one, result, isDistribution)
  const count = ({ total = 0 }: Group) => formatQuantity(total, '')
  switch (type) {
    case 'counter':
      return [
        { title: 'TOTAL', read: ({ total = 0 }) => formatQuantity(total, unit) },
        { title: 'RATE', read: ({ values }) => value(lastOf(values)) },
      ]
    case 'histogram':
      return [
        { title: 'COUNT', read: count },
        { title: 'P50', read: ({ p50 }) => quantity(p50) },
        { title: 'P95', read: ({ p95 }) => quantity(p95) },
        { title: 'P99', read: ({ p99 }) => quantity(p99) },
      ]
    case 'summary':
      return [
        { title: 'COUNT', read: count },
        { title: 'RATE', read: ({ values }) => value(lastOf(values), true) },
        { title: 'MEAN', read: ({ means }) => quantity(lastOf(means)) },
      ]
    default:
      return [
        { title: 'LAST', read: ({ values }) => value(lastOf(values)) },
        { title: 'MIN', read: ({ values }) => value(extremeOf(values, Math.min)) },
        { title: 'MAX', read: ({ values }) => value(extremeOf(values, Math.max)) },
      ]
  }
}

function sparkOf({ type, groups }: MetricResult): {
  readonly title: string
  readonly read: (group: Group) => Values | undefined
} {
  const hasPercentiles = groups.some(({ p95 }) => typeof p95 === 'number')
  if (type === 'histogram' && hasPercentiles)
    return { title: 'P95 OVER TIME', read: ({ p95s }) => p95s }
  if (type === 'gauge' || type === 'upDownCounter')
    return { title: 'OVER TIME', read: ({ values }) => values }
  return { title: 'RATE OVER TIME', read: ({ values }) => values }
}

function describeTime({ startUnixNano, stepNano, stepCount }: MetricResult): string {
  const end = BigInt(startUnixNano) + BigInt(stepNano) * BigInt(stepCount)
  return `${formatInstant(startUnixNano)} to ${formatInstant(String(end))}, steps of ${formatDuration(BigInt(stepNano))}`
}

function lastOf(values: Values | undefined): number | null {
  return values?.findLast((value) => value !== null) ?? null
}

function extremeOf(values: Values, choose: (...values: number[]) => number): number | null {
  const known = values.filter((value) => value !== null)
  return known.length === 0 ? null : choose(...known)
}
