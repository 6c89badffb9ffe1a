import type { ReactNode } from 'react'
import css from './empty-state.module.css'

/** Replaces the content of a page: no data yet, no match, or an error. */
export function EmptyState({
  title,
  children,
}: {
  readonly title: string
  readonly children?: ReactNode
}) {
  return (
    <section className={css.empty} data-empty-state>
      <h2>{title}</h2>
      {children}
    </section>
  )
}
