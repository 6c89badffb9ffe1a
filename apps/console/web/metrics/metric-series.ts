import type { MetricGroup, MetricResult } from '../../src/contract/metrics.ts'
import { formatMetricValue, type Named, namedGroups } from '../../src/format/metric.ts'
import { formatQuantity } from '../../src/format/quantity.ts'
import { groupColor } from '../query/count-chart.tsx'
import type { Series } from '../ui/chart-series.tsx'
import { colorAt, MUTED_COLOR, SHADES } from '../ui/colors.ts'

export type Values = Omit<MetricGroup, 'value'>
export type NamedValues = Named<Values>

/** A chart of one unit. */
export interface MetricChart {
  readonly label: string
  readonly series: readonly Series[]
  readonly format: (value: number) => string
  readonly binary: boolean
  /** For series that the table does not name. */
  readonly legend?: boolean
}

const PERCENTILES = [
  { key: 'p50s', name: 'P50', color: SHADES[0] },
  { key: 'p95s', name: 'P95', color: SHADES[1] },
  { key: 'p99s', name: 'P99', color: SHADES[2] },
] as const

export function isDistribution({ type }: Pick<MetricResult, 'type'>): boolean {
  return type === 'histogram' || type === 'summary'
}

export function colorOf({ name, isRest }: NamedValues, by: string, index: number): string {
  return isRest ? MUTED_COLOR : groupColor(by, name, index)
}

/** The chart that a type is read by; `measure` is '' for the default. */
export function valueChart(result: MetricResult, by: string, measure: string): MetricChart {
  if (!isDistribution(result) || measure === 'rate') return rateChart(result, by)
  const groups = namedGroups<Values>(result)
  const [single] = groups
  const unit = {
    format: (value: number) => formatQuantity(value, result.unit),
    binary: result.unit === 'By',
  }
  if (by === '' && measure === '' && single?.quantiles !== undefined) {
    const series = single.quantiles.map(({ quantile, values }, index) => ({
      ...{ name: `Quantile ${quantile}`, color: colorAt(index), values },
      kind: 'line' as const,
    }))
    return { label: 'Quantiles', series, legend: true, ...unit }
  }
  const hasPercentiles = groups.some(({ p95 }) => typeof p95 === 'number')
  if (by === '' && measure === '' && hasPercentiles) {
    const series = PERCENTILES.map(({ key, name, color }) => ({
      ...{ name, color, values: single?.[key] ?? [] },
      kind: 'line' as const,
    }))
    return { label: 'Percentiles', series, legend: true, ...unit }
  }
  const [label, read] = readerOf(hasPercentiles ? measure || 'p95' : 'mean')
  return { label, series: lines(groups, by, read), ...unit }
}

function readerOf(measure: string): [string, (group: Values) => Series['values']] {
  switch (measure) {
    case 'p50':
      return ['P50', ({ p50s = [] }) => p50s]
    case 'p99':
      return ['P99', ({ p99s = [] }) => p99s]
    case 'mean':
      return ['Mean', ({ means = [] }) => means]
    default:
      return ['P95', ({ p95s = [] }) => p95s]
  }
}

/** The values: the rate of a counter, or measurements per second; the value of a gauge. */
export function rateChart(result: MetricResult, by: string): MetricChart {
  const hasMeasurements = isDistribution(result)
  const labels = { mean: 'Mean', sum: 'Value', rate: 'Rate' } as const
  return {
    label: hasMeasurements ? 'Measurements per second' : labels[result.meaning],
    series: lines(namedGroups<Values>(result), by, ({ values }) => values),
    format: (value) => formatMetricValue(value, result, hasMeasurements),
    binary: result.unit === 'By' && !hasMeasurements,
  }
}

function lines(
  groups: readonly NamedValues[],
  by: string,
  read: (group: Values) => Series['values'],
): Series[] {
  return groups.map((group, index) => ({
    name: group.name,
    ...(groups.length > 1 && { color: colorOf(group, by, index) }),
    kind: 'line',
    values: read(group),
  }))
}
