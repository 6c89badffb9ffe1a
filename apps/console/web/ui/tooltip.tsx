import { type ReactNode, useId, useLayoutEffect, useRef } from 'react'
import { Dot } from './swatch.tsx'
import css from './tooltip.module.css'

const GAP_PIXELS = 12

/** A tooltip on hover and keyboard focus, which also describes its element. */
export function Tooltip({
  text,
  children,
}: {
  readonly text: string
  readonly children: ReactNode
}) {
  const id = useId()
  return (
    <span className={css.anchor} aria-describedby={id}>
      {children}
      <span role="tooltip" id={id} className={css.tip}>
        {text}
      </span>
    </span>
  )
}

export interface PointerPosition {
  readonly x: number
  readonly y: number
}

/** A tooltip next to the pointer that stays inside the window. Screen readers get the text elsewhere. */
export function PointerTooltip({
  at,
  children,
}: {
  /** In pixels of the window. */
  readonly at: PointerPosition
  readonly children: ReactNode
}) {
  const box = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    if (box.current === null) return
    const { offsetWidth: width, offsetHeight: height, style } = box.current
    const right = at.x + GAP_PIXELS + width <= window.innerWidth
    const left = right ? at.x + GAP_PIXELS : Math.max(4, at.x - GAP_PIXELS - width)
    const top = Math.min(at.y + GAP_PIXELS, window.innerHeight - height - 4)
    style.translate = `${left}px ${Math.max(4, top)}px`
  })
  return (
    <div ref={box} className={css.pointer} aria-hidden="true">
      {children}
    </div>
  )
}

/** A row of a chart tooltip: color, name and value. */
export function TooltipRow({
  swatch,
  name,
  value,
}: {
  /** Class that sets `--service`. */
  readonly swatch?: string | undefined
  readonly name: string
  readonly value: string
}) {
  return (
    <div className={css.row}>
      {swatch !== undefined && <Dot color={swatch} />}
      <span>{name}</span>
      <b>{value}</b>
    </div>
  )
}
