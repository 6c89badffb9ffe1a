import type { CountSeries } from '../../src/contract/analysis.ts'
import { formatDuration } from '../../src/format/duration.ts'
import { formatShare } from '../../src/format/figures.ts'

/** Measures of the chart, by their value in the URL. */
export const MEASURES = [
  { value: '', label: 'Count' },
  { value: 'errors', label: 'Error rate' },
  { value: 'p50', label: 'P50 of duration' },
  { value: 'p95', label: 'P95 of duration' },
  { value: 'p99', label: 'P99 of duration' },
] as const

/** One value per step; `null` without data. */
export function readMeasure(measure: string, series: CountSeries): readonly (number | null)[] {
  const toNumbers = (nanos: readonly (string | null)[]) =>
    nanos.map((text) => (text === null ? null : Number(text)))
  if (measure === 'p50') return toNumbers(series.p50Nanos)
  if (measure === 'p95') return toNumbers(series.p95Nanos)
  if (measure === 'p99') return toNumbers(series.p99Nanos)
  if (measure === 'errors')
    return series.counts.map((count, step) =>
      count === 0 ? null : (series.errorCounts[step] ?? 0) / count,
    )
  return series.counts
}

export function writeMeasure(measure: string, value: number): string {
  if (measure === 'errors') return formatShare(value)
  if (measure === '') return Math.round(value).toLocaleString('en')
  return formatDuration(BigInt(Math.round(value)))
}
