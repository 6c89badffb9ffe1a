import type { ReactNode } from 'react'
import { Disclosure } from '../ui/disclosure.tsx'
import css from './trace-warning.module.css'

export function Warning({ children }: { readonly children: ReactNode }) {
  return <p className={css.warning}>{children}</p>
}

/** A warning with a list that is collapsed at first. */
export function WarningList({
  summary,
  children,
}: {
  readonly summary: ReactNode
  readonly children: ReactNode
}) {
  return (
    <Disclosure className={css.warning} summary={summary}>
      <div className={css.list}>{children}</div>
    </Disclosure>
  )
}
