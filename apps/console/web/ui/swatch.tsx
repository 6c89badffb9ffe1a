import type { ReactNode } from 'react'
import css from './swatch.module.css'

/** A text after a dot in its color; a long one is cut off. */
export function Swatch({
  color,
  title,
  children,
}: {
  /** Class that sets `--service`. */
  readonly color: string
  readonly title?: string
  readonly children: ReactNode
}) {
  return (
    <span title={title} className={`${css.swatch} ${color}`}>
      <Dot />
      <span className={css.text}>{children}</span>
    </span>
  )
}

/** A dot in the color of its service or series. */
export function Dot({ color = '' }: { readonly color?: string }) {
  return <i className={`${css.dot} ${color}`} aria-hidden="true" />
}
