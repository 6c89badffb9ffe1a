import { type PointerEvent, useRef, useState } from 'react'
import type { HeatmapAnswer } from '../../src/api/contract-analysis.ts'
import { formatDuration } from '../../src/format/duration.ts'
import { formatInstant } from '../../src/format/instant.ts'
import { type Area, areaOf, heatOf, includes } from './heatmap-area.ts'

const ROW_LABELS = 5

/** Steps of time by rows of duration; drag a box, or click one cell, to ask what is special in it. */
export function HeatmapView({
  map,
  selected,
  onSelect,
}: {
  readonly map: HeatmapAnswer
  readonly selected: Area | undefined
  readonly onSelect: (area: Area) => void
}) {
  const svg = useRef<SVGSVGElement>(null)
  const [drag, setDrag] = useState<{ from: Point; to: Point }>()
  const rows = map.boundaryNanos.length - 1
  const heat = heatOf(map.cells)
  const area = drag ? areaOf(drag.from, drag.to) : selected

  const pointAt = (event: PointerEvent): Point => {
    const box = svg.current?.getBoundingClientRect()
    if (box === undefined) return { step: 0, row: 0 }
    const step = Math.floor(((event.clientX - box.left) / box.width) * map.stepCount)
    const row = Math.floor((1 - (event.clientY - box.top) / box.height) * rows)
    return { step: clamp(step, map.stepCount - 1), row: clamp(row, rows - 1) }
  }

  return (
    <div className="heatmap">
      <div className="heatmap-rows number muted" aria-hidden="true">
        {rowLabels(map).map((label, index) => (
          <span key={index}>{label}</span>
        ))}
      </div>
      <svg
        ref={svg}
        role="img"
        aria-label={`Heatmap of ${map.count.toLocaleString('en')} spans by time and duration`}
        viewBox={`0 0 ${map.stepCount} ${rows}`}
        preserveAspectRatio="none"
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId)
          const point = pointAt(event)
          setDrag({ from: point, to: point })
        }}
        onPointerMove={(event) => drag && setDrag({ ...drag, to: pointAt(event) })}
        onPointerCancel={() => setDrag(undefined)}
        onPointerUp={(event) => {
          if (drag) onSelect(areaOf(drag.from, pointAt(event)))
          setDrag(undefined)
        }}
      >
        {map.cells.map((cell) => (
          <rect
            key={`${cell.step}:${cell.row}`}
            className={`heat-${heat(cell.count)}${area && includes(area, cell) ? ' chosen' : ''}`}
            x={cell.step}
            y={rows - 1 - cell.row}
            width={1}
            height={1}
          >
            <title>{describe(map, cell)}</title>
          </rect>
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
    </div>
  )
}

interface Point {
  readonly step: number
  readonly row: number
}

function describe(map: HeatmapAnswer, cell: HeatmapAnswer['cells'][number]): string {
  const from = formatDuration(BigInt(map.boundaryNanos[cell.row] ?? 0))
  const to = formatDuration(BigInt(map.boundaryNanos[cell.row + 1] ?? 0))
  const time = BigInt(map.startUnixNano) + BigInt(cell.step) * BigInt(map.stepNano)
  const errors = cell.errorCount > 0 ? `, ${cell.errorCount} failed` : ''
  return `${formatInstant(String(time))}, ${from} to ${to}: ${cell.count}${errors}`
}

/** The longest first, evenly spread over the height. */
function rowLabels({ boundaryNanos }: HeatmapAnswer): string[] {
  const last = boundaryNanos.length - 1
  return Array.from({ length: ROW_LABELS }, (_, index) => {
    const boundary = boundaryNanos[Math.round(last * (1 - index / (ROW_LABELS - 1)))]
    return formatDuration(BigInt(boundary ?? 0))
  })
}

function clamp(value: number, most: number): number {
  return Math.min(most, Math.max(0, value))
}
