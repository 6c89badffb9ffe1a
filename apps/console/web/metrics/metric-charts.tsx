import type { MetricResult } from '../../src/contract/metrics.ts'
import type { TimeSteps } from '../time/time-steps.ts'
import { zoomInto } from '../time/zoom.ts'
import { Chart } from '../ui/chart.tsx'
import { ACCENT_COLOR } from '../ui/colors.ts'
import { Swatch } from '../ui/swatch.tsx'
import { describeExemplar, exemplarHref, stepOf } from './exemplars.ts'
import { isDistribution, type MetricChart, rateChart, valueChart } from './metric-series.ts'
import css from './metrics.module.css'

export type OnZoom = (range: ReturnType<typeof zoomInto>) => void

/** The charts of a metric: its values, and the rate of measurements. */
export function MetricCharts({
  result,
  by,
  measure,
  onZoom,
}: {
  readonly result: MetricResult
  readonly by: string
  readonly measure: string
  readonly onZoom: OnZoom
}) {
  const values = valueChart(result, by, measure)
  const hasMeasurements = isDistribution(result)
  return (
    <>
      <TitledChart
        chart={values}
        steps={result}
        points={hasMeasurements ? [] : pointsOf(result)}
        onZoom={onZoom}
      />
      {hasMeasurements && measure !== 'rate' && (
        <TitledChart chart={rateChart(result, by)} steps={result} low onZoom={onZoom} />
      )}
    </>
  )
}

function TitledChart({
  chart: { label, series, format, binary, legend = false },
  steps,
  points = [],
  low = false,
  onZoom,
}: {
  readonly chart: MetricChart
  readonly steps: TimeSteps
  readonly points?: ReturnType<typeof pointsOf>
  readonly low?: boolean
  readonly onZoom: OnZoom
}) {
  return (
    <section className={css.chart} aria-label={label}>
      <div className={css.head}>
        <h2>{label}</h2>
        {legend &&
          series.map(({ name, color = ACCENT_COLOR }) => (
            <Swatch key={name} color={color}>
              {name}
            </Swatch>
          ))}
      </div>
      <Chart
        steps={steps}
        label={label}
        series={series}
        format={format}
        binary={binary}
        height={low ? 'low' : 'normal'}
        points={points}
        onZoom={(range) => onZoom(zoomInto(steps, range))}
      />
    </section>
  )
}

/** Exemplars of a counter are increments, so they are drawn on its line. */
function pointsOf(result: MetricResult) {
  const [group] = result.groups
  return result.exemplars.map((exemplar) => {
    const step = stepOf(result, exemplar)
    const onLine = group?.values[Math.floor(step)] ?? 0
    return {
      ...{ step, href: exemplarHref(exemplar), text: describeExemplar(exemplar, result) },
      value: result.type === 'gauge' ? exemplar.value : onLine,
    }
  })
}
