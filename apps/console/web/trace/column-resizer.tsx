import type { KeyboardEvent, PointerEvent } from 'react'
import { writeSetting } from '../frame/stored-settings.ts'
import { useSetting } from '../frame/use-setting.ts'
import css from './time-axis.module.css'

const DEFAULT_PERCENT = 42
const MIN_PERCENT = 15
const MAX_PERCENT = 80
const STEP_PERCENT = 2

/** Width of the name column in percent, kept in the settings. */
export function useNamePercent(): number {
  const percent = Number(useSetting('trace-name-percent') ?? DEFAULT_PERCENT)
  return percent >= MIN_PERCENT && percent <= MAX_PERCENT ? percent : DEFAULT_PERCENT
}

/** The border between the name and the time column; moves by dragging and by arrow keys. */
export function ColumnResizer() {
  const percent = useNamePercent()
  const resize = (next: number) =>
    writeSetting(
      'trace-name-percent',
      String(Math.round(Math.min(MAX_PERCENT, Math.max(MIN_PERCENT, next)))),
    )
  const drag = (event: PointerEvent) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return
    const box = event.currentTarget.closest('[data-waterfall]')?.getBoundingClientRect()
    if (box !== undefined) resize((100 * (event.clientX - box.left)) / box.width)
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
