import type { HeatmapResult } from '../../src/api/contract-analysis.ts'
import { formatDuration } from '../../src/format/duration.ts'
import { formatStep } from '../time/time-steps.ts'
import { TimeAxis } from '../ui/time-axis.tsx'
import { PointerTooltip } from '../ui/tooltip.tsx'
import { durationTicks } from './duration-scale.ts'
import { type Area, heatOf, includes } from './heatmap-area.ts'
import css from './heatmap-view.module.css'
import { useAreaBrush } from './use-area-brush.ts'
import '../time/time-brush.css'

/** Heatmap of duration over time; a dragged box or a clicked cell opens the comparison. */
export function HeatmapView({
  map,
  selected,
  onSelect,
}: {
  readonly map: HeatmapResult
  readonly selected: Area | undefined
  readonly onSelect: (area: Area) => void
}) {
  const rows = map.boundaryNanos.length - 1
  const heat = heatOf(map.cells)
  const brush = useAreaBrush({ steps: map.stepCount, rows }, onSelect)
  const area = brush.area ?? selected
  const selectedText = brush.area && describe(map, brush.area)
  const { pointed } = brush
  const ticks = durationTicks(map.boundaryNanos)

  return (
    <div className={css.heatmap}>
      <div className={css.scale} aria-hidden="true">
        {ticks.map(({ nanos, position }) => (
          <span key={nanos} style={{ bottom: `${100 * position}%` }}>
            {formatDuration(nanos)}
          </span>
        ))}
      </div>
      <div className="time-brush">
        <svg
          className={css.plot}
          role="img"
          aria-label={`Heatmap of ${map.count.toLocaleString('en')} spans by time and duration`}
          viewBox={`0 0 ${map.stepCount} ${rows}`}
          preserveAspectRatio="none"
        >
          {ticks.map(({ nanos, position }) => (
            <line
              key={nanos}
              className={css.grid}
              x1={0}
              x2={map.stepCount}
              y1={rows * (1 - position)}
              y2={rows * (1 - position)}
              vectorEffect="non-scaling-stroke"
            />
          ))}
          {map.cells.map((cell) => (
            <rect
              key={`${cell.step}:${cell.row}`}
              className={`${css[`heat${heat(cell.count)}`]} ${cell.errorCount * 2 >= cell.count ? css.failed : ''}`}
              data-chosen={area && includes(area, cell) ? true : undefined}
              x={cell.step}
              y={rows - 1 - cell.row}
              width={1}
              height={1}
            />
          ))}
          {area && (
            <rect
              className={css.box}
              data-box
              x={area.firstStep}
              y={rows - 1 - area.lastRow}
              width={area.lastStep - area.firstStep + 1}
              height={area.lastRow - area.firstRow + 1}
            />
          )}
        </svg>
        <div
          className={`brush-area ${css.area}`}
          role="slider"
          tabIndex={0}
          aria-label="Heatmap selection: arrow keys move, Shift extends, Enter compares"
          aria-valuemin={0}
          aria-valuemax={map.stepCount - 1}
          aria-valuenow={brush.area?.lastStep ?? map.stepCount - 1}
          aria-valuetext={selectedText ?? 'no selection'}
          {...brush.handlers}
        />
        {pointed !== undefined && (
          <>
            <i
              className="crosshair"
              style={{ left: `${(100 * (pointed.step + 0.5)) / map.stepCount}%` }}
            />
            <PointerTooltip at={pointed}>
              {selectedText ?? describe(map, cellArea(pointed.step, pointed.row))}
            </PointerTooltip>
          </>
        )}
        {pointed === undefined && selectedText !== undefined && (
          <span className="brush-text" aria-hidden="true">
            {selectedText}
          </span>
        )}
      </div>
      <div className={css.times}>
        <TimeAxis steps={map} />
      </div>
    </div>
  )
}

function cellArea(step: number, row: number): Area {
  return { firstStep: step, lastStep: step, firstRow: row, lastRow: row }
}

function describe(map: HeatmapResult, area: Area): string {
  const from = formatDuration(BigInt(map.boundaryNanos[area.firstRow] ?? 0))
  const to = formatDuration(BigInt(map.boundaryNanos[area.lastRow + 1] ?? 0))
  const inside = map.cells.filter((cell) => includes(area, cell))
  const count = inside.reduce((sum, cell) => sum + cell.count, 0)
  const failed = inside.reduce((sum, cell) => sum + cell.errorCount, 0)
  const time = `${formatStep(map, area.firstStep)} to ${formatStep(map, area.lastStep + 1)}`
  const spans = `${count.toLocaleString('en')} ${count === 1 ? 'span' : 'spans'}`
  return `${time}, ${from} to ${to}: ${spans}${failed > 0 ? `, ${failed} failed` : ''}`
}
