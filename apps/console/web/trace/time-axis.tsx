import { type PointerEvent, useState } from 'react'
import { formatDuration } from '../../src/format/duration.ts'
import textCss from '../ui/text.module.css'
import { ColumnResizer } from './column-resizer.tsx'
import type { Scope, TimeWindow } from './focus.ts'
import css from './time-axis.module.css'
import { timeTicks } from './time-ticks.ts'

/** A shorter drag is a click. */
const MIN_DRAG_PIXELS = 4

/** Time axis with round values above the bars; dragging on it zooms. */
export function TimeAxis({
  scope: { startNanos, totalNanos },
  onZoom,
}: {
  readonly scope: Scope
  readonly onZoom: (window: TimeWindow) => void
}) {
  const [drag, setDrag] = useState<{ readonly from: number; readonly to: number }>()
  const shareAt = (event: PointerEvent) => {
    const box = event.currentTarget.getBoundingClientRect()
    return Math.min(1, Math.max(0, (event.clientX - box.left) / box.width))
  }
  const finish = (event: PointerEvent) => {
    if (drag === undefined) return
    const to = shareAt(event)
    const { width } = event.currentTarget.getBoundingClientRect()
    setDrag(undefined)
    if (Math.abs(to - drag.from) * width < MIN_DRAG_PIXELS) return
    const [first, last] = [Math.min(drag.from, to), Math.max(drag.from, to)]
    onZoom({
      fromNanos: startNanos + first * totalNanos,
      toNanos: startNanos + last * totalNanos,
    })
  }
  return (
    <div className={css.axis}>
      <span className={css.title}>
        Span
        <ColumnResizer />
      </span>
      <span
        className={css.ticks}
        aria-hidden="true"
        title="Drag to zoom"
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId)
          const share = shareAt(event)
          setDrag({ from: share, to: share })
        }}
        onPointerMove={(event) => drag && setDrag({ ...drag, to: shareAt(event) })}
        onPointerUp={finish}
        onPointerCancel={() => setDrag(undefined)}
      >
        {timeTicks(totalNanos, startNanos).map((nanos) => (
          <span key={nanos} style={{ left: `${(100 * (nanos - startNanos)) / totalNanos}%` }}>
            {nanos === 0 ? '0' : formatDuration(BigInt(Math.round(nanos)))}
          </span>
        ))}
        {drag !== undefined && (
          <i
            className={css.selection}
            style={{
              left: `${100 * Math.min(drag.from, drag.to)}%`,
              width: `${100 * Math.abs(drag.to - drag.from)}%`,
            }}
          />
        )}
      </span>
      <span className={textCss.number}>Duration</span>
    </div>
  )
}

/** Vertical grid lines at the ticks of the time axis. */
export function TimeGrid({ scope: { startNanos, totalNanos } }: { readonly scope: Scope }) {
  return (
    <div className={css.grid} aria-hidden="true">
      <span />
      <span className={css.lines}>
        {timeTicks(totalNanos, startNanos).map((nanos) => (
          <i key={nanos} style={{ left: `${(100 * (nanos - startNanos)) / totalNanos}%` }} />
        ))}
      </span>
    </div>
  )
}
