import type { ReactNode } from 'react'
import css from './gallery-page.module.css'

/** Components below their names. */
export function Example({
  name,
  children,
}: {
  readonly name: string
  readonly children: ReactNode
}) {
  return (
    <section className={css.example} aria-label={name}>
      <h2>{name}</h2>
      <div className={css.content}>{children}</div>
    </section>
  )
}
