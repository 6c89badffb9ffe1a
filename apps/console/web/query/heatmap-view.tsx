import type { HeatmapResult } from '../../src/api/contract-analysis.ts'
import { formatDuration } from '../../src/format/duration.ts'
import { formatStep } from '../time/time-steps.ts'
import { type Area, heatOf, includes } from './heatmap-area.ts'
import { useAreaBrush } from './use-area-brush.ts'
import '../time/time-brush.css'

const ROW_LABELS = 5

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
  const text = selectedText ?? (pointed && describe(map, cellArea(pointed.step, pointed.row)))

  return (
    <div className="heatmap">
      <div className="heatmap-rows number muted" aria-hidden="true">
        {rowLabels(map).map((label, index) => (
          <span key={index}>{label}</span>
        ))}
      </div>
      <div className="time-brush">
        <svg
          role="img"
          aria-label={`Heatmap of ${map.count.toLocaleString('en')} spans by time and duration`}
          viewBox={`0 0 ${map.stepCount} ${rows}`}
          preserveAspectRatio="none"
        >
          {map.cells.map((cell) => (
            <rect
              key={`${cell.step}:${cell.row}`}
              className={`heat-${heat(cell.count)}${area && includes(area, cell) ? ' chosen' : ''}`}
              x={cell.step}
              y={rows - 1 - cell.row}
              width={1}
              height={1}
            />
          ))}
          {area && (
            <rect
              className="box"
              x={area.firstStep}
              y={rows - 1 - area.lastRow}
              width={area.lastStep - area.firstStep + 1}
              height={area.lastRow - area.firstRow + 1}
            />
          )}
        </svg>
        <div
          className="brush-area"
          role="slider"
          tabIndex={0}
          aria-label="Heatmap selection: arrow keys move, Shift extends, Enter compares"
          aria-valuemin={0}
          aria-valuemax={map.stepCount - 1}
          aria-valuenow={brush.area?.lastStep ?? map.stepCount - 1}
          aria-valuetext={selectedText ?? 'no selection'}
          {...brush.handlers}
        />
        {text !== undefined && (
          <span
            className={
              (brush.area?.firstStep ?? pointed?.step ?? 0) < map.stepCount / 2
                ? 'brush-text'
                : 'brush-text at-end'
            }
            aria-hidden="true"
          >
            {text}
          </span>
        )}
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

/** Labels from the longest to the shortest duration. */
function rowLabels({ boundaryNanos }: HeatmapResult): string[] {
  const last = boundaryNanos.length - 1
  return Array.from({ length: ROW_LABELS }, (_, index) => {
    const boundary = boundaryNanos[Math.round(last * (1 - index / (ROW_LABELS - 1)))]
    return formatDuration(BigInt(boundary ?? 0))
  })
}
