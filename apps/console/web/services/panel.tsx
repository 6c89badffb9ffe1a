import type { ReactNode } from 'react'
import css from './service-page.module.css'

/** A titled part of a page. */
export function Panel({
  title,
  children,
}: {
  readonly title: string
  readonly children: ReactNode
}) {
  return (
    <div className={css.panel}>
      <h2>{title}</h2>
      {children}
    </div>
  )
}
