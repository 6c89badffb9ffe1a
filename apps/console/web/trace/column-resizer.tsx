import type { CSSProperties, KeyboardEvent, PointerEvent } from 'react'
import { writeSetting } from '../frame/stored-settings.ts'
import { useSetting } from '../frame/use-setting.ts'
import css from './time-axis.module.css'

const MIN_PERCENT = 15
const MAX_PERCENT = 80
const STEP_PERCENT = 2

/** Widths of the name and the time column in percent; the stylesheet has those of the page without settings. */
export function useColumnWidths(): CSSProperties {
  const percent = useNamePercent()
  if (percent === undefined) return {}
  return { '--name': `${percent}fr`, '--time': `${100 - percent}fr` } as CSSProperties
}

/** Kept in the settings. */
function useNamePercent(): number | undefined {
  const percent = Number(useSetting('trace-name-percent'))
  return percent >= MIN_PERCENT && percent <= MAX_PERCENT ? percent : undefined
}

/** The border between the name and the time column; moves by dragging and by arrow keys. */
export function ColumnResizer() {
  const isNarrow = window.matchMedia('(max-width: 640px)').matches
  const percent = useNamePercent() ?? (isNarrow ? 64 : 42)
  const resize = (next: number) =>
    writeSetting(
      'trace-name-percent',
      String(Math.round(Math.min(MAX_PERCENT, Math.max(MIN_PERCENT, next)))),
    )
  const drag = (event: PointerEvent) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return
    const names = event.currentTarget.parentElement
    const from = names?.getBoundingClientRect().left
    const to = names?.nextElementSibling?.getBoundingClientRect().right
    if (from !== undefined && to !== undefined) resize((100 * (event.clientX - from)) / (to - from))
  }
  const press = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    if (step === 0) return
    event.preventDefault()
    event.stopPropagation()
    resize(percent + step * STEP_PERCENT)
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a focusable separator has no element of its own
    <span
      className={css.resizer}
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label="Width of the name column"
      aria-valuemin={MIN_PERCENT}
      aria-valuemax={MAX_PERCENT}
      aria-valuenow={percent}
      onKeyDown={press}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={drag}
    />
  )
}
