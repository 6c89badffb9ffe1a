import { useState } from 'react'
import { Link } from '../routing/link.tsx'
import css from './chart-points.module.css'
import { type PointerPosition, PointerTooltip } from './tooltip.tsx'

export interface ChartPoint {
  readonly href: string
  /** Shown at the pointer. */
  readonly text: string
  /** Class that sets `--service`. */
  readonly color?: string
  readonly failed?: boolean
  /** From 0 (left, bottom) to 1. */
  readonly x: number
  readonly y: number
}

/** Points over a plot, each a link. The keyboard and screen readers use the same links of a list. */
export function ChartPoints({ points }: { readonly points: readonly ChartPoint[] }) {
  const [pointed, setPointed] = useState<{ text: string; at: PointerPosition }>()
  return (
    <>
      {points.map(({ href, text, color = '', failed = false, x, y }, index) => (
        <Link
          key={index}
          href={href}
          tabIndex={-1}
          aria-hidden="true"
          className={`${css.point} ${failed ? css.failed : color}`}
          style={{ left: `${100 * x}%`, bottom: `${100 * y}%` }}
          onPointerEnter={({ clientX, clientY }) =>
            setPointed({ text, at: { x: clientX, y: clientY } })
          }
          onPointerLeave={() => setPointed(undefined)}
        />
      ))}
      {pointed !== undefined && <PointerTooltip at={pointed.at}>{pointed.text}</PointerTooltip>}
    </>
  )
}
