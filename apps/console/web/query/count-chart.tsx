import type { CountResult } from '../../src/contract/analysis.ts'
import { type RunStart, RunStarts } from '../runs/run-marks.tsx'
import type { StepRange } from '../time/time-steps.ts'
import { Chart } from '../ui/chart.tsx'
import type { Series } from '../ui/chart-series.tsx'
import { colorAt, serviceColor } from '../ui/colors.ts'
import { MEASURES, readMeasure, writeMeasure } from './measure.ts'

/** A measure over time: bars for all spans, or a line per group. */
export function CountChart({
  result,
  by,
  measure,
  starts,
  onZoom,
}: {
  readonly result: CountResult
  readonly by: string
  readonly measure: string
  /** Service starts in the time range. */
  readonly starts: readonly RunStart[]
  readonly onZoom: (range: StepRange) => void
}) {
  const label = MEASURES.find(({ value }) => value === measure)?.label ?? 'Count'
  return (
    <Chart
      steps={result}
      label={label}
      series={seriesOf(result, by, measure, label)}
      integer={measure === ''}
      format={(value) => writeMeasure(measure, value)}
      // Many starts at one time are one line.
      marks={[...new Set(starts.map(({ step }) => Math.round(step * 2) / 2))]}
      onZoom={onZoom}
    >
      {starts.length > 0 && <RunStarts starts={starts} />}
    </Chart>
  )
}

function seriesOf(result: CountResult, by: string, measure: string, label: string): Series[] {
  const { all, groups } = result
  if (groups.length > 0)
    return groups.map((group, index) => ({
      name: group.value ?? '(absent)',
      color: groupColor(by, group.value, index),
      kind: 'line',
      values: untilNow(result, readMeasure(measure, group)),
    }))
  const values = readMeasure(measure, all)
  if (measure === 'errors') return [{ name: label, kind: 'bars', failed: true, values }]
  if (measure !== '') return [{ name: label, kind: 'line', values }]
  return [
    { name: 'count', kind: 'bars', values },
    { name: 'failed', kind: 'bars', failed: true, values: all.errorCounts },
  ]
}

/** A line ends now instead of dropping to zero. */
function untilNow(
  { startUnixNano, stepNano }: CountResult,
  values: readonly (number | null)[],
): readonly (number | null)[] {
  const nowNano = BigInt(Date.now()) * 1_000_000n
  return values.map((value, step) =>
    value === 0 && BigInt(startUnixNano) + BigInt(step) * BigInt(stepNano) > nowNano ? null : value,
  )
}

/** Services keep their color of the other pages; other groups take colors in order. */
export function groupColor(by: string, value: string | null, index: number): string {
  const isService = by === 'service' || by === 'service.name'
  return isService && value !== null ? serviceColor(value) : colorAt(index)
}
