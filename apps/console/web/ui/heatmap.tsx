import type { ReactNode } from 'react'
import { countOf } from '../../src/format/count-of.ts'
import brushCss from '../time/time-brush.module.css'
import { formatStep, type TimeSteps } from '../time/time-steps.ts'
import axes from './axes.module.css'
import css from './heatmap.module.css'
import { type Area, heatOf, includes } from './heatmap-cells.ts'
import { logTicks } from './log-ticks.ts'
import { TimeAxis } from './time-axis.tsx'
import { PointerTooltip } from './tooltip.tsx'
import { useAreaBrush } from './use-area-brush.ts'

/** Counts by time and value; row n is from boundary n to boundary n + 1. */
export interface HeatmapData extends TimeSteps {
  readonly boundaries: readonly number[]
  readonly cells: readonly {
    readonly step: number
    readonly row: number
    readonly count: number
    readonly errorCount?: number
  }[]
}

/** Heatmap of values over time, with the selection of an area by dragging, a click or the keyboard. */
export function Heatmap({
  map,
  label,
  noun,
  action,
  format,
  selected,
  onSelect,
  children,
}: {
  readonly map: HeatmapData
  readonly label: string
  /** The counted things, in the singular. */
  readonly noun: string
  /** The effect of a selection: `Enter compares`. */
  readonly action: string
  readonly format: (value: number) => string
  readonly selected?: Area | undefined
  readonly onSelect: (area: Area) => void
  /** Drawn over the cells. */
  readonly children?: ReactNode
}) {
  const rows = Math.max(1, map.boundaries.length - 1)
  const heat = heatOf(map.cells)
  const brush = useAreaBrush({ steps: map.stepCount, rows }, onSelect)
  const area = brush.area ?? selected
  const describe = (one: Area) => describeArea(map, one, noun, format)
  const selectedText = brush.area && describe(brush.area)
  const { pointed } = brush
  const ticks = logTicks(map.boundaries)

  return (
    <div className={axes.axes}>
      <div className={axes.scale} aria-hidden="true">
        {ticks.map(({ value, position }) => (
          <span key={value} style={{ bottom: `${100 * position}%` }}>
            {format(value)}
          </span>
        ))}
      </div>
      <div className={brushCss.brush}>
        <svg
          className={css.plot}
          role="img"
          aria-label={label}
          viewBox={`0 0 ${map.stepCount} ${rows}`}
          preserveAspectRatio="none"
        >
          {ticks.map(({ value, position }) => (
            <line
              key={value}
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
              className={`${css[`heat${heat(cell.count)}`]} ${(cell.errorCount ?? 0) * 2 >= cell.count ? css.failed : ''}`}
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
          className={`${brushCss.area} ${css.area}`}
          role="slider"
          tabIndex={0}
          aria-label={`Heatmap selection: arrow keys move, Shift extends, Enter ${action}`}
          aria-valuemin={0}
          aria-valuemax={map.stepCount - 1}
          aria-valuenow={brush.area?.lastStep ?? map.stepCount - 1}
          aria-valuetext={selectedText ?? 'no selection'}
          {...brush.handlers}
        />
        {children}
        {pointed !== undefined && (
          <>
            <i
              className={brushCss.crosshair}
              style={{ left: `${(100 * (pointed.step + 0.5)) / map.stepCount}%` }}
            />
            <PointerTooltip at={pointed}>
              {selectedText ?? describe(cellArea(pointed.step, pointed.row))}
            </PointerTooltip>
          </>
        )}
        {pointed === undefined && selectedText !== undefined && (
          <span className={brushCss.text} aria-hidden="true">
            {selectedText}
          </span>
        )}
      </div>
      <div className={axes.times}>
        <TimeAxis steps={map} />
      </div>
    </div>
  )
}

function cellArea(step: number, row: number): Area {
  return { firstStep: step, lastStep: step, firstRow: row, lastRow: row }
}

function describeArea(
  map: HeatmapData,
  area: Area,
  noun: string,
  format: (value: number) => string,
): string {
  const from = format(map.boundaries[area.firstRow] ?? 0)
  const to = format(map.boundaries[area.lastRow + 1] ?? 0)
  const inside = map.cells.filter((cell) => includes(area, cell))
  const count = Math.round(inside.reduce((sum, cell) => sum + cell.count, 0))
  const failed = inside.reduce((sum, cell) => sum + (cell.errorCount ?? 0), 0)
  const time = `${formatStep(map, area.firstStep)} to ${formatStep(map, area.lastStep + 1)}`
  return `${time}, ${from} to ${to}: ${countOf(count, noun)}${failed > 0 ? `, ${failed} failed` : ''}`
}
