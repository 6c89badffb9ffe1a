import type { MetricResult } from '../../src/contract/metrics.ts'
import { formatQuantity } from '../../src/format/quantity.ts'
import { zoomInto } from '../time/zoom.ts'
import { ChartPoints } from '../ui/chart-points.tsx'
import { Heatmap } from '../ui/heatmap.tsx'
import { rowPosition } from '../ui/heatmap-cells.ts'
import textCss from '../ui/text.module.css'
import { describeExemplar, exemplarHref, stepOf } from './exemplars.ts'
import type { OnZoom } from './metric-charts.tsx'
import css from './metrics.module.css'

/** The measurements of a histogram by time and value, with its exemplars. */
export function MetricHeatmapSection({
  result,
  onZoom,
}: {
  readonly result: MetricResult
  readonly onZoom: OnZoom
}) {
  const { heatmap, unit } = result
  if (heatmap === undefined || heatmap.boundaries.length < 2) return null
  const map = { ...result, ...heatmap }
  const format = (value: number) => formatQuantity(value, unit)
  return (
    <section className={css.chart} aria-label="Heatmap">
      <div className={css.head}>
        <h2>Heatmap</h2>
        <span className={textCss.muted}>
          Drag to zoom{result.exemplars.length > 0 && '; select a point to open its trace'}
        </span>
      </div>
      <Heatmap
        map={map}
        label={`Heatmap of ${Math.round(map.count).toLocaleString('en')} measurements by time and value`}
        noun="measurement"
        action="zooms"
        format={format}
        onSelect={({ firstStep, lastStep }) =>
          onZoom(zoomInto(map, { first: firstStep, last: lastStep }))
        }
      >
        <ChartPoints points={heatmapPoints(result, heatmap.boundaries)} />
      </Heatmap>
    </section>
  )
}

function heatmapPoints(result: MetricResult, boundaries: readonly number[]) {
  return result.exemplars.map((exemplar) => ({
    href: exemplarHref(exemplar),
    text: describeExemplar(exemplar, result),
    x: Math.max(0, Math.min(1, stepOf(result, exemplar) / result.stepCount)),
    y: rowPosition(exemplar.value, boundaries),
  }))
}
