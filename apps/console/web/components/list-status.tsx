import type { ReactNode } from 'react'
import css from './list-status.module.css'

/** The line above a list: its count, then actions. */
export function ListStatus({
  text,
  children,
}: {
  readonly text: string
  readonly children?: ReactNode
}) {
  return (
    <div className={css.status} data-list-status>
      <span className={css.text} role="status">
        {text}
      </span>
      {children}
    </div>
  )
}

/** `50+ traces`, `1 trace`. */
export function countText(count: number, noun: string, more = false): string {
  return `${count.toLocaleString('en')}${more ? '+' : ''} ${noun}${count === 1 && !more ? '' : 's'}`
}
